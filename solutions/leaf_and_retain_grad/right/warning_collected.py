"""参考解答 / Reference solution.

x = 3，y = x**2，z = y**2：先看 y.grad，再用 retain_grad() 留住它，最后用钩子看它。
"""
import warnings

import torch

# 1. 叶子与非叶子 / a leaf and a tensor that is none
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
z = y ** 2
print("is_leaf:", x.is_leaf, y.is_leaf)
z.backward()
print("x.grad:", x.grad)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print("y.grad:", y.grad)
print(caught[0].message)

# 2. retain_grad()
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.retain_grad()
z = y ** 2
z.backward()
print("y.grad after retain_grad():", y.grad)

# 3. 钩子 / a hook
given = []


def hook(grad):
    given.append(grad)


x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.register_hook(hook)
w = y ** 2 + 2 * y
w.backward()
seen = given[0]
print("the hook was given", seen, "and x.grad is", x.grad)

# 原因分析：
# x 是直接创建的张量，是叶子；y 由运算得到，不是叶子（它有 grad_fn）。
# 反向传播时 PyTorch 只把叶子的梯度存进 .grad，y 的梯度算出来用过之后就释放了，不会保存，所以 y.grad 是 None，还有一个警告。
# 在 backward() 之前调用 y.retain_grad()，y 的梯度就会保留在 y.grad 里：dz/dy = 2y = 18。
# 钩子在梯度经过 y 时被调用，可以看到这个梯度而不必保存它，x.grad 不受影响。
