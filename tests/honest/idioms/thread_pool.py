import torch

from concurrent.futures import ThreadPoolExecutor, as_completed
with ThreadPoolExecutor(2) as pool:
    jobs = [pool.submit(pow, i, 2) for i in range(4)]
    print(sorted(job.result() for job in as_completed(jobs)), list(pool.map(abs, [-1, 2])))
