import torch
x = torch.tensor(1.0, requires_grad=True)
with torch.no_grad():
    y2 = x ** 3
y1 = x ** 2
y3 = y1 + y2
y3.backward()
print(x.grad)
"""答：结果为 2。先在 no_grad 中算 y2，这时候梯度追踪被关闭，y2 不带 grad_fn；
再算 y1，y1 是被追踪的。反向传播只走 y1 这条路径，所以得到 x**2 的导数 2。"""
