import torch


def exercise():
    x = torch.tensor(1.0, requires_grad=True)
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    y3 = y1 + y2
    y3.backward()
    return x.grad


# 因为 x**3 没有被追踪，不在计算图中，梯度不会从 y2 传回 x，所以结果是 2
