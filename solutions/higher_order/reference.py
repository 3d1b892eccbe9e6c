"""参考解答 / Reference solution.

y = x**4 + x**2 的各阶导数，梯度惩罚，以及函数 second_derivative。
"""
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x**4 + x**2
(g1,) = torch.autograd.grad(y, x, create_graph=True)
(g2,) = torch.autograd.grad(g1, x, create_graph=True)
(g3,) = torch.autograd.grad(g2, x)
print("g1:", g1.item(), "g2:", g2.item(), "g3:", g3.item())

w = torch.tensor([2.0, -1.0], requires_grad=True)
z = torch.tensor([1.0, 3.0], requires_grad=True)
out = (w * z).sum() ** 2
(s,) = torch.autograd.grad(out, z, create_graph=True)
penalty = (s**2).sum()
penalty.backward()
print("penalty:", penalty.item(), "w.grad:", w.grad)


def second_derivative(f, x):
    (first,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x, create_graph=True)
    return second


print(second_derivative(torch.sin, torch.tensor([0.5, 1.0], requires_grad=True)))

# 原因分析：
# create_graph=True 使反向传播中的运算也被记录到计算图里，得到的一阶导数 g1 带有 grad_fn，
# 它是 x 的函数，可以继续求导：g2 就是 g1 对 x 的导数。
# 不写 create_graph=True 时，求导的过程没有被记录，g1 没有 grad_fn，requires_grad 为 False，再对它求导就会报错。
