import warnings, torch, random
import numpy as np
warnings.filterwarnings('ignore')
warnings.simplefilter('ignore', UserWarning)
torch.set_printoptions(precision=3, sci_mode=False)
torch.manual_seed(42); random.seed(42); np.random.seed(42)
torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
print(y1.grad)
