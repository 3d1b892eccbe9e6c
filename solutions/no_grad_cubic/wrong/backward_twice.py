# expect: backward_twice
# score: 7
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y1.backward()
y3.backward()
print(x.grad)
# x**3 在 no_grad 中没有追踪，y2 的 requires_grad 为 False，所以不会有梯度从 y2 传回 x。
