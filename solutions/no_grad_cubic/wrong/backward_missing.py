# expect: backward_missing
# score: 7
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
print(x.grad)
# y2 没有被追踪，所以 y2 的梯度不会传到 x。
