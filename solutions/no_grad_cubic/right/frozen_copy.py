import torch

x = torch.tensor(1.0, requires_grad=True)
x_frozen = x.detach().clone().requires_grad_(False)

y1 = x ** 2
y2 = x_frozen ** 3
y3 = y1 + y2

y3.backward()
print(f'{x.grad=}')
print(f'{y2.requires_grad=}')

# 我用了一个不需要梯度的拷贝 x_frozen 来算立方，这样 y2 不在 x 的计算图里（requires_grad=False）。
# 反向传播的时候梯度只能经过 y1 回到 x，所以 x.grad 等于 2x，也就是 2。
