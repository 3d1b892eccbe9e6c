# as: notebook
%matplotlib inline
%load_ext autoreload
%autoreload 2
import torch
!nvidia-smi
# %%
%%time
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
# %%
y3 = y1 + y2
y3.backward()
x.grad
# %%
%timeit -n 2 -r 2 x ** 2
?torch.no_grad
