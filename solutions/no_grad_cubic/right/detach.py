import torch
x = torch.tensor(1., requires_grad=True)
y1 = x**2
y2 = (x**3).detach()   # 用 detach 把 y2 从计算图中分离出来
y3 = y1 + y2
print(y2.requires_grad)
y3.backward()
print(x.grad)
# 由于 y2 经过 detach 之后脱离了计算图，requires_grad 变成 False，
# 对 y3 求导时它被当成常数，不再向 x 传播梯度，因此 x.grad 只包含 y1 的导数 2。
