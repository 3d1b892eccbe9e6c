import torch


def f(a):
    # only the factor is worked out with Python numbers; a is multiplied once
    size = a.detach().norm().item()
    total = a.detach().sum().item()
    k = 4.0
    while k * size < 100:
        k *= 2
    return a * k if total > 0 else a * (-3 * k)


for data in (2.0, [1.0, 2.0, 3.0, 4.0], [[1.0, 2.0], [3.0, 4.0]]):
    t = torch.tensor(data, requires_grad=True)
    out = f(t)
    out.sum().backward()
    print(t.grad, out / t)

"""
Explanation: while and if are executed by Python and never become part of the graph. Each call of f builds a new
graph that records only the operations executed in that call, so there is nothing special to differentiate.
In every region f is linear in its input, f(a) = k*a with a constant k, hence the derivative equals k = f(a)/a.
"""
