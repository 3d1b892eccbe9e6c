import torch

torch.manual_seed(0)
data = torch.randn(8, 2)
w = torch.zeros(2, requires_grad=True)
for step in range(3):
    if w.grad is not None:
        w.grad.zero_()
    for x in data.split(2):
        (((x @ w) - 1) ** 2).mean().backward()
    with torch.no_grad():
        w -= 0.05 * w.grad
print(w)
