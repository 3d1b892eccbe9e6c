"""参考解答 / Reference solution.

x = 1 时，y1 = x**2 被追踪，y2 = x**3 在 no_grad 中计算，y3 = y1 + y2。
"""
import torch

x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2

y3.backward()

print("y1:", y1, y1.requires_grad)
print("y2:", y2, y2.requires_grad)
print("y3:", y3, y3.requires_grad)
print("x.grad:", x.grad)

# 原因分析：
# y2 = x**3 是在 with torch.no_grad() 中计算的，梯度追踪被中断，y2 的 requires_grad 为 False，
# 也没有 grad_fn，它不在计算图中。反向传播时 y2 的梯度不会传回 x，y2 相当于一个常数。
# 因此只有 y1 = x**2 对梯度有贡献：dy3/dx = 2x = 2。如果不中断追踪，结果应为 2x + 3x**2 = 5。
