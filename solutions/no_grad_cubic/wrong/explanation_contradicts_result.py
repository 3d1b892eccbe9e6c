# expect: explanation_contradicts_result
# score: 8.5
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 计算 x**3 时用了 no_grad，没有追踪，y2 的梯度不会传回 x。最后 x 的梯度是 5。
