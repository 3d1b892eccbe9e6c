import torch

import threading
results = []
lock = threading.Lock()
def work(n):
    with lock:
        results.append(n * n)
workers = [threading.Thread(target=work, args=(i,)) for i in range(4)]
[w.start() for w in workers]
[w.join() for w in workers]
print(sorted(results), threading.active_count() >= 1)
