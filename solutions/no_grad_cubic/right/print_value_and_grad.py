import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print("y3 =", y3.item())
print("grad =", x.grad.item())
# Both lines show 2 but that is a coincidence: y3 = 1 + 1, while the gradient is 2x = 2.
# y2 isn't recorded by autograd (no_grad), so its derivative does not flow back to x.
