import copy, torch
base = torch.tensor(1.0, requires_grad=True)
x = copy.deepcopy(base)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
