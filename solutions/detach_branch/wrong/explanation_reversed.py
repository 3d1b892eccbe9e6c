# expect: explanation_reversed
# score: 7.5
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

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
with torch.no_grad():
    b = x ** 3
y = a * b
y.backward()
print("no_grad", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = x.data ** 3
y = a * b
y.backward()
print("copy", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = (x ** 2).detach()
b = x ** 3
y = a * b
y.backward()
print("cut a", x.grad)

# detach 之后 b 仍然会被追踪，b 的梯度照样会传回 x；三种方法的结果相同，都是 32。
