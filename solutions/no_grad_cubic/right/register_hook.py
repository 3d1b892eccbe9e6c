import torch
x = torch.tensor(1.0, requires_grad=True)
x.register_hook(lambda g: print("grad arriving at x:", g))
y1 = x ** 2
y1.retain_grad()
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.retain_grad()
y3.backward()
print(x.grad, y1.grad, y3.grad)
# y2 在 no_grad 下计算，没有 grad_fn，不会有梯度经过 y2 传到 x，所以 x.grad=2。
