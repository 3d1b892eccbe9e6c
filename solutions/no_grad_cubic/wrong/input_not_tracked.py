# expect: input_not_tracked
# score: 4
import torch
x = torch.tensor(1.0)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# y2 在 no_grad 中计算，没有被追踪，不会把梯度传回 x。
