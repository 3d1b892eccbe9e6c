# expect: exercise_not_found
# score: 4.75
import torch

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = x ** 3
y = a * b
y.backward()
print("full", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = (x ** 3).detach()
y = a * b
y.backward()
print("detach", x.grad)

# b.detach() 之后 b 没有 grad_fn，不参与反向传播，梯度不会经过 b 传回 x，所以 b 相当于常数 8，x.grad = 32。
