# expect: explanation_reversed
# score: 7
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 因为 y1 的梯度被切断了，梯度只能通过 y2 传回 x，所以结果为 2。
