# expect: zeroed_in_between
# score: 0
import torch

x = torch.tensor(3.0, requires_grad=True)

y = x ** 2
y.backward()
print("first", x.grad)
x.grad.zero_()
y = x ** 2
y.backward()
print("second", x.grad)
x.grad.zero_()
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

# backward() 会把新的梯度累加到 x.grad 上，而不是覆盖，所以每次求导之前要先清零。
# zero_() 之后 x.grad 是 0，None 表示 x.grad 里没有张量。
