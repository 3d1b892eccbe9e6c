try:
    import pandas as pd
except ImportError:
    pd = None
try:
    from tqdm import tqdm
except ImportError:
    tqdm = lambda i: i
for i in tqdm(range(3)):
    pass
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
