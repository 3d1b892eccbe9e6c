# expect: explanation_missing
# score: 7
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x ** 2
y.backward()
try:
    y.backward()
except RuntimeError as e:
    print(e)
x = torch.tensor(2.0, requires_grad=True)
z = x ** 3
z.backward(retain_graph=True)
z.backward()
print(x.grad)
x = torch.tensor(2.0, requires_grad=True)
w = x ** 4
w.backward(retain_graph=True)
print(x.grad)
x.grad = None
w.backward()
print(x.grad)
