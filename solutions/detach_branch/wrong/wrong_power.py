# expect: wrong_power
# score: 4.25
import torch

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = x ** 4
y = a * b
y.backward()
print("full", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = (x ** 4).detach()
y = a * b
y.backward()
print("detach", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
with torch.no_grad():
    b = x ** 4
y = a * b
y.backward()
print("no_grad", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = x.data ** 4
y = a * b
y.backward()
print("copy", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = (x ** 2).detach()
b = x ** 4
y = a * b
y.backward()
print("cut a", x.grad)

# 切断后的 b 没有被追踪，没有 grad_fn，它相当于常数，梯度不会经过 b 传回 x。三种方法的结果相同。
