# expect: wrong_term_interrupted
# score: 4.5
import torch
x = torch.tensor(1.0, requires_grad=True)
with torch.no_grad():
    y1 = x ** 2
y2 = x ** 3
y3 = y1 + y2
y3.backward()
print('x.grad =', x.grad)
# no_grad 中计算的 x**3 不会被追踪，没有 grad_fn，它的梯度不会反向传播到 x
