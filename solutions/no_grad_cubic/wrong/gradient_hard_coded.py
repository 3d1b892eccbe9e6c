# expect: gradient_hard_coded
# score: 7
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
x.grad = torch.tensor(2.0)
print(x.grad)
# y2 没有被追踪，不在计算图中，只有 y1 贡献梯度，2x=2
