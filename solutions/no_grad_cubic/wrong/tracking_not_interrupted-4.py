# expect: tracking_not_interrupted
# score: 5
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    print("no grad")
y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 在 no_grad 里计算的张量不会被追踪，没有 grad_fn，它的梯度不会传回 x。
