# expect: both_terms_interrupted
# score: 6
import torch
x = torch.tensor(1.0, requires_grad=True)
with torch.no_grad():
    y1 = x ** 2
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 因为 x**3 在 no_grad 里，不被追踪，requires_grad=False，梯度不会从 y2 传回 x
