import torch

x = torch.tensor(2.0, requires_grad=True)
y = x ** 2 * x ** 3
y.backward()
print("nothing cut:", x.grad)

x = torch.tensor(2.0, requires_grad=True)
y = x ** 2 * (x.detach()) ** 3
y.backward()
print("detach:", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
with torch.no_grad():
    b = x ** 3
y = a * b
y.backward()
print("no_grad:", x.grad)

x = torch.tensor(2.0, requires_grad=True)
b = x.item() ** 3
y = x ** 2 * b
y.backward()
print("plain number:", x.grad)

x = torch.tensor(2.0, requires_grad=True)
y = x.item() ** 2 * x ** 3
y.backward()
print("a as a plain number:", x.grad)

# b is not connected to x in the graph when it comes from detach(), no_grad() or item(): it is not tracked.
# Then b is only a constant number 8, and its gradient does not flow back to x. x.grad = 8 * 2x = 32.
# It makes no difference which way is used, the result is 32 each time.
