import time

import torch

x = torch.rand(10, 10)
start = time.perf_counter()
for _ in range(5):
    x.exp()
    x.add(1)
print(time.perf_counter() - start > 0)
w = torch.tensor(1.0, requires_grad=True)
(w * 2).backward()
print(w.grad)
