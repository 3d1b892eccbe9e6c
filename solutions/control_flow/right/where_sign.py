import math

import torch


def f(a: torch.Tensor) -> torch.Tensor:
    norm = 4 * float(torch.linalg.norm(a.detach().reshape(-1).double()))
    doublings = 0
    while norm < 100:
        norm *= 2
        doublings += 1
    factor = 4 * math.pow(2, doublings)
    sign = torch.where(a.detach().sum() > 0, 1.0, -3.0).to(a.dtype)
    return sign * (factor * a)


x = torch.tensor(2.0, requires_grad=True)
v = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
f(x).backward()
f(v).mean().mul(4).backward()
torch.einsum("ij->", f(m)).backward()
print(x.grad, v.grad, m.grad)

# PyTorch uses dynamic graphs: the graph is defined by running the code, so a different input may give a different graph.
# Whatever path was taken, the output is proportional to the input, f(a) = k a, and so the gradient k is f(a)/a.
