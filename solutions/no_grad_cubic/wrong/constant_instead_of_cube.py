# expect: constant_instead_of_cube
# score: 7
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = torch.tensor(1.0)
y3 = y1 + y2
y3.backward()
print(x.grad)
# y2 不需要梯度（requires_grad=False），不在计算图中，梯度只来自 y1，等于 2。
