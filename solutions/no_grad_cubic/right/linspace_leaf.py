import torch
x = torch.linspace(1, 1, 1, requires_grad=True)
y1 = x.square()
with torch.autograd.no_grad():
    y2 = x.pow(exponent=3)
y3 = torch.stack([y1, y2]).sum()
y3.backward()
print(x.grad)
# 因为 no_grad 的作用，y2 没有被追踪（y2.requires_grad 为 False），它的梯度不会反向传播到 x。
# 所以 dy3/dx 只剩下 y1 的部分，2x=2
