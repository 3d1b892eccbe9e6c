# expect: interrupted_too_late
# score: 5
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x ** 3
y3 = y1 + y2
with torch.no_grad():
    y2 = x ** 3
y3.backward()
print(y2.requires_grad)
print(x.grad)
# y2 在 no_grad 里面，requires_grad 是 False，没有被追踪，所以 y2 的梯度不会传回 x。
