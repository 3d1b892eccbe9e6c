"""参考解答 / Reference solution.

x = 2，a = x**2，b = x**3，y = a * b；五次求导，每次都从新的 x 开始。
"""
import torch

# 1. 不切断任何分支 / nothing is cut
x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = x ** 3
y = a * b
y.backward()
print("full:", x.grad)

# 2. detach()
x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = (x ** 3).detach()
y = a * b
y.backward()
print("b cut by detach():", x.grad, b.requires_grad, b.grad_fn)

# 3. torch.no_grad()
x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
with torch.no_grad():
    b = x ** 3
y = a * b
y.backward()
print("b cut by no_grad():", x.grad, b.requires_grad, b.grad_fn)

# 4. 一份不被追踪的 x / a copy of x that is not tracked
x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
copy = x.detach().clone().requires_grad_(False)
b = copy ** 3
y = a * b
y.backward()
print("b cut by a copy of x:", x.grad, b.requires_grad, b.grad_fn)

# 5. 切断 a 而不是 b / a is cut, not b
x = torch.tensor(2.0, requires_grad=True)
a = (x ** 2).detach()
b = x ** 3
y = a * b
y.backward()
print("a cut:", x.grad, a.requires_grad, b.requires_grad)

# 原因分析：
# detach()、no_grad 和不被追踪的副本得到的 b 都没有被追踪：requires_grad 为 False，也没有 grad_fn，b 不在计算图中。
# 前向计算时 b 的值 8 照样参与乘法，但反向传播时梯度不会经过 b 传回 x，b 相当于常数 8，
# 所以 x.grad = 8 * 2x = 32。三种方法切断的是同一个分支，因此结果相同，都是 32。
# 切断 a 时 a 相当于常数 4，x.grad = 4 * 3x**2 = 48；不切断时两部分相加，32 + 48 = 80。
