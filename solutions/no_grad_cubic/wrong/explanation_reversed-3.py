# expect: explanation_reversed
# score: 7
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x.detach() ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
print("分析：y1 = x**2 没有被追踪，y2 的梯度仍然可以传回 x，所以 x 的梯度来自 y2。")
