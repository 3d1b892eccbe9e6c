import torch

a = torch.tensor(0.5, requires_grad=True)
with torch.no_grad():
    x = torch.tensor(1.0)
    for _ in range(30):
        x = torch.cos(a * x)
x = torch.cos(a * x)
x.backward()
print(a.grad)
