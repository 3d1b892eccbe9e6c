# expect: gradient_accumulated
# score: 7
import torch


def f(a):
    b = a * 4
    while b.norm() < 100:
        b = b * 2
    if b.sum() > 0:
        c = b
    else:
        c = -3 * b
    return c


x = torch.tensor(2.0, requires_grad=True)
v = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
for epoch in range(2):
    f(x).backward()
    f(v).sum().backward()
    f(m).sum().backward()
print(x.grad, v.grad, m.grad)

# The graph is built while the program runs and holds only the operations that were executed.
# For a given input f(a) = k * a with a constant k, so the gradient is k = f(a)/a.
