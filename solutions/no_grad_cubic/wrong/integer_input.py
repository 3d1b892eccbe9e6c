# expect: integer_input
# score: 3
import torch
x = torch.tensor(1, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 因为 y2 在 no_grad 下没有被追踪，不在计算图中，所以 y2 的梯度不会传回到 x。
