# expect: explanation_reversed
# score: 7
import torch


def f(a):
    b = a * 4
    while b.norm() < 100:
        b = b * 2
    if b.sum() > 0:
        c = b
    else:
        c = -3 * b
    return c


x = torch.tensor(2.0, requires_grad=True)
y = f(x)
y.backward()
print(x.grad)
v = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
z = f(v)
z.sum().backward()
print(v.grad)
m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
u = f(m)
u.sum().backward()
print(m.grad)

# PyTorch 的计算图是静态的，在运行之前就已经把 while 和 if 的两个分支都建到图里，反向传播时再选择一个分支。
