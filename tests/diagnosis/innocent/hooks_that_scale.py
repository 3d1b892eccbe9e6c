import torch

w = torch.tensor([3.0, -4.0], requires_grad=True)
w.register_hook(lambda g: g.clamp(-1, 1))
for step in range(3):
    w.grad = None
    (w**2).sum().backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
print(w)
