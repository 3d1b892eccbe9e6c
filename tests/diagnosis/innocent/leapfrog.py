import torch


def force(q):
    q = q.detach().requires_grad_()
    potential = (q**2).sum()
    potential.backward()
    return -q.grad


q, p = torch.tensor([1.0, 0.0]), torch.tensor([0.0, 1.0])
for _ in range(5):
    p = p + 0.05 * force(q)
    q = q + 0.1 * p
    p = p + 0.05 * force(q)
print(q, p)
