import torch
x = torch.tensor(1.0, requires_grad=True)
y3 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 += y2
y3.backward()
print(x.grad)
# y2 不被追踪，没有 grad_fn；y3 加上它只是加了一个数，梯度不会通过 y2 往回传。
# 故 x.grad = d(x^2)/dx = 2。
