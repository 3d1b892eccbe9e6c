# expect: constant_instead_of_cube
# score: 7
import torch
x = torch.ones(1, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = torch.ones_like(x) ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# y2 没有被追踪，requires_grad=False，所以只有 y1 的梯度 2x = 2 传回 x。
