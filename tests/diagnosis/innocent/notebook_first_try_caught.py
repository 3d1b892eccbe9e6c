# as: notebook
# %%
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x**2
# %%
try:
    y.backward()
except RuntimeError as error:
    print(error)
# %%
y.backward(torch.ones(2), retain_graph=True)
x.grad
# %%
x.grad = None
y.sum().backward()
x.grad
