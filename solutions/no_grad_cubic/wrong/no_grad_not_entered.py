# expect: no_grad_not_entered
# score: 5
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
torch.no_grad()
y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 使用 no_grad 之后 y2 不会被追踪，不在计算图中，因此 y2 的梯度不会回传给 x。
