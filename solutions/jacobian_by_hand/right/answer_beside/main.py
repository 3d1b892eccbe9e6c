import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


if __name__ == '__main__':
    x = torch.tensor([1., 3.]).requires_grad_()
    y = f(x)
    v = torch.tensor([1., 0.])
    y.backward(v, retain_graph=True)
    g0 = x.grad.numpy().copy()
    x.grad = None
    v = torch.tensor([0., 1.])
    y.backward(v)
    g1 = x.grad.numpy().copy()
    J = torch.tensor([g0.tolist(), g1.tolist()])
    print(J)
    jac = torch.func.jacrev(f)(x.detach())
    print((J - jac).abs().max())
