# expect: sum_instead_of_product
# score: 5
import torch

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = x ** 3
y = a + b
y.backward()
print("full", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = (x ** 3).detach()
y = a + b
y.backward()
print("detach", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
with torch.no_grad():
    b = x ** 3
y = a + b
y.backward()
print("no_grad", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = x.data ** 3
y = a + b
y.backward()
print("copy", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = (x ** 2).detach()
b = x ** 3
y = a + b
y.backward()
print("cut a", x.grad)

# 切断后的 b 没有被追踪，没有 grad_fn，梯度不会经过 b 传回 x，所以 x.grad 只有 4。三种方法的结果相同。
