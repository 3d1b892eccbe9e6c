# expect: input_not_leaf
# score: 7
import torch
x = torch.tensor([1.0], requires_grad=True).reshape(())
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# y2 没有被追踪，没有 grad_fn，梯度不会从 y2 传回 x。
