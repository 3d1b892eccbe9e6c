import torch


def wrong_update(w, lr):
    w = w - lr * w.grad
    return w


def accumulates(w):
    for _ in range(3):
        ((w - 1) ** 2).backward()
        w.data -= 0.1 * w.grad


def fresh(v):
    return torch.tensor(v.item(), requires_grad=True)


def unneeded(model):
    model.eval()
    model(torch.ones(1, 2)).sum().backward()


x = torch.tensor(3.0, requires_grad=True)
(x**2).backward()
print(x.grad)
