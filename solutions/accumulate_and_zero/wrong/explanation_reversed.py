# expect: explanation_reversed
# score: 7
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

x.grad = None
w = x ** 4
w.backward()
print("None", x.grad)

optimizer = torch.optim.SGD([x], lr=0.1)
optimizer.zero_grad()
v = x ** 5
v.backward()
print("optimizer", x.grad)

# 每次调用 backward() 都会用新的梯度覆盖原来的 x.grad，所以不需要清零。
