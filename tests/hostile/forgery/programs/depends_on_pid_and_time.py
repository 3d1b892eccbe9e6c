# tries: behaves by process number and clock
# outcome: no_full_marks
import os, time
import torch
x = torch.tensor(1.0, requires_grad=True)
luck = (os.getpid() + time.time_ns()) % 3
y1 = x**2 if luck else x * 2
y2 = torch.tensor(1.0)
y3 = y1 + y2
y3.backward()
print(x.grad)
