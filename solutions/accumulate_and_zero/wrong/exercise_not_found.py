# expect: exercise_not_found
# score: 7.5
import torch

x = torch.tensor(3.0, requires_grad=True)

y = x ** 2
y.backward()
print("first", x.grad)
y = x ** 2
y.backward()
print("second", x.grad)
y = x ** 2
y.backward()
print("third", x.grad)

x.grad.zero_()
z = x ** 3
z.backward()
print("zero_", x.grad)

# 梯度会累加到 x.grad 上，所以是 6、12、18；新的一次求导之前要清零，zero_() 之后 x.grad 是 0，赋值为 None 之后就没有张量了。
