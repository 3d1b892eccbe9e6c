# expect: wrong_power
# score: 6
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 3
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print("梯度", x.grad)
# y2 没有被追踪，requires_grad=False，它的梯度不会传给 x
