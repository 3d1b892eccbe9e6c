# expect: inplace_on_leaf
# score: 3
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x.pow_(3)
y3 = y1 + y2
y3.backward()
print(x.grad)
# 中断以后 y2 不被追踪，没有 grad_fn，梯度不会传回给 x
