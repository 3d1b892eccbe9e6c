# expect: interrupted_too_late
# score: 5
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x ** 3
y3 = y1 + y2
y2 = y2.detach()
y3.backward()
print(x.grad)
print(y2.requires_grad)
# y2 用 detach 分离以后没有被追踪，requires_grad 为 False，梯度不会经过 y2 传回 x。
