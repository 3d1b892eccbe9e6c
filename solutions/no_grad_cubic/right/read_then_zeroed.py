import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print("x的梯度:", x.grad)
x.grad.zero_()   # 清零，方便后面再用
print("清零之后:", x.grad)
# no_grad 里计算的 y2 不在计算图中，它的 requires_grad 是 False，因此对 x 的梯度没有贡献，
# 第一次打印的 2 就是 x**2 的导数 2x。
