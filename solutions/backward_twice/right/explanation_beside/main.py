# %%
import torch
x = torch.tensor(2., requires_grad=True)
y = x ** 2
y.backward()
try:
    y.backward()
except Exception as e:
    print(repr(e))

# %%
x = torch.tensor(2., requires_grad=True)
z = x ** 3
z.backward(create_graph=False, retain_graph=True)
z.backward(torch.tensor(1.))
print(f"x.grad = {x.grad}")

# %%
x = torch.tensor(2., requires_grad=True)
w = (x ** 2) ** 2
w.backward(retain_graph=True)
g1 = x.grad.clone()
x.grad.data.zero_()
w.backward()
g2 = x.grad.clone()
print(g1, g2)
