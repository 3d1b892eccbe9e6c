# expect: explanation_keyword_list
# score: 7
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

# 关键词：detach，no_grad，requires_grad，计算图，常数，相同，反向传播
