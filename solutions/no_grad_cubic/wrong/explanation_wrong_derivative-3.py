# expect: explanation_wrong_derivative
# score: 9.25
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x * x
y2 = (x * x * x).detach()
y3 = y1 + y2
y3.backward()
print(x.grad)
# x^3 的导数是 2x^2，但是 y2 用 detach 分离了，requires_grad=False，没有被追踪，它的梯度不会传回 x。
