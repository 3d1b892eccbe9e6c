# expect: product_instead_of_sum
# score: 6
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 * y2
y3.backward()
print(x.grad)
# y2 没有被追踪，不在计算图里，所以 y2 的梯度不会传回 x，梯度为 2。
