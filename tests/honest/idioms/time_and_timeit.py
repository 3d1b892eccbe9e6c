import torch

import datetime
import time
import timeit
begun = time.time()
time.sleep(0.01)
print(timeit.timeit(lambda: sum(range(10)), number=10) > 0, time.time() > begun)
print(datetime.datetime.now().year > 2000, time.strftime("%Y-%m-%d"))
