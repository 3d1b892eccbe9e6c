# expect: exercise_not_found
# score: 7.5
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x**4 + x**2
(g1,) = torch.autograd.grad(y, x, create_graph=True)
g2 = 12 * x.item() ** 2 + 2
g3 = 24 * x.item()
print("一阶:", g1, "二阶:", g2, "三阶:", g3)

w = torch.tensor([2.0, -1.0], requires_grad=True)
z = torch.tensor([1.0, 3.0], requires_grad=True)
out = (w * z).sum() ** 2
(s,) = torch.autograd.grad(out, z, create_graph=True)
penalty = (s**2).sum()
penalty.backward()
print(penalty, w.grad)


def second_derivative(f, x):
    (first,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x, create_graph=True)
    return second

print(second_derivative(torch.sin, torch.tensor([0.5, 1.0], requires_grad=True)))

# create_graph=True 会把反向传播的运算也记录到计算图里，所以 g1 带有 grad_fn，可以再次求导，g2 是 g1 的导数。
# 不写的话 g1 没有 grad_fn，requires_grad 是 False，再求导就会报错。
