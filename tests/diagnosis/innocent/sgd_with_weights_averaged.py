import torch

w = torch.tensor([4.0, -2.0], requires_grad=True)
average, velocity = w.detach().clone(), torch.zeros(2)
for step in range(4):
    w.grad = None
    ((w - 1) ** 2).sum().backward()
    with torch.no_grad():
        velocity = 0.9 * velocity + w.grad
        w.add_(velocity, alpha=-0.05)
        average.mul_(0.9).add_(w, alpha=0.1)
print(w, average)
