import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
for attempt in (
    lambda: (x**2).backward(),
    lambda: x.add_(1),
    lambda: x.numpy(),
    lambda: torch.tensor([1, 2], requires_grad=True),
    lambda: torch.autograd.grad(torch.ones(()), x),
    lambda: x.detach().sum().backward(),
):
    try:
        attempt()
    except RuntimeError as error:
        print("refused:", error)
y = (x**2).sum()
y.backward()
try:
    y.backward()
except RuntimeError as error:
    print("refused:", error)
print(x.grad)
