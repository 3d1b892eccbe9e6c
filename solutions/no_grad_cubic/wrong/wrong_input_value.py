# expect: wrong_input_value
# score: 7
import torch
x = torch.tensor(2.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 由于 y2 没有被追踪，requires_grad=False，y2 的梯度不会传回 x，只有 y1 的导数 2x=4
