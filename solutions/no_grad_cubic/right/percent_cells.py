# %% [markdown]
# # Homework 1
# Interrupt the gradient of the cubic term.

# %%
import torch

x = torch.tensor(1.0, requires_grad=True)

# %%
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad, y2.requires_grad)

# %% [markdown]
# The cube is computed without tracking, so y2 is not attached to the graph (requires_grad is
# False). Therefore the gradient of y2 isn't propagated back; only y1 contributes and the
# gradient is 2x = 2.
