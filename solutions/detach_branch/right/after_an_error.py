import torch


def start():
    x = torch.tensor(2.0, requires_grad=True)
    return x, x ** 2


x, a = start()
b = x ** 3
y = a * b
y.backward()
print("full", x.grad)

x, a = start()
b = x ** 3
b = b.detach()
y = a * b
y.backward()
print("detach", x.grad)

x, a = start()
with torch.no_grad():
    b = x ** 3
y = a * b
y.backward()
print("no_grad", x.grad)

x, a = start()
b = x ** 3
try:
    b.requires_grad_(False)
except RuntimeError as error:
    print("b is no leaf:", error)
    b = b.clone().detach().requires_grad_(False)
y = a * b
y.backward()
print("copy", x.grad)

x, a = start()
a = a.detach()
b = x ** 3
y = a * b
y.backward()
print("cut a", x.grad)

# Explanation: A detached b does not require grad and autograd does not track it. In the forward
# pass its value 8 is still used, but backward cannot go through b to x, so b acts like a constant
# and only a contributes: 8 * 2x = 32. The three methods give the same result since each of them
# removes the same branch from the graph.
