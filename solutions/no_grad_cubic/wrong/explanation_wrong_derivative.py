# expect: explanation_wrong_derivative
# score: 9.25
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# y2 在 no_grad 中没有被追踪，梯度不会从 y2 传回 x。如果不中断，导数应为 2x + 3x = 5x。
