import torch

f = lambda t: t ** 2
g = torch.no_grad()(lambda t: t ** 3)

x = torch.tensor(1.0, requires_grad=True)
y3 = f(x) + g(x)
y3.backward()
print(x.grad)
# g 用 no_grad 包装过，g(x) 的计算过程不会被记录，返回的张量 requires_grad=False，
# 梯度不能通过 g(x) 反传，所以只剩 f(x)=x² 的导数，结果为 2。
