# as: notebook
# %%
import types

import torch

x = torch.tensor(1.0, requires_grad=True)
x.requires_grad == True
# %%
y = x**3
y.detach()
# %%
data = types.SimpleNamespace(train=[1, 2, 3], eval=[4])
data.train
# %%
y.backward()
x.grad
# %%
x.add(1)
# %%
y.grad_fn
