import torch

w = torch.tensor([4.0, -2.0], requires_grad=True)


def f(w):
    return ((w - 1) ** 2).sum()


for _ in range(3):
    w.grad = None
    loss = f(w)
    loss.backward()
    lr = 1.0
    with torch.no_grad():
        while f(w - lr * w.grad) > loss - 0.5 * lr * w.grad.pow(2).sum():
            lr *= 0.5
        w -= lr * w.grad
print(w, lr)
