import torch
def terms(x):
    yield x ** 2
    with torch.no_grad():
        yield x ** 3
x = torch.tensor(1.0, requires_grad=True)
y1, y2 = terms(x)
y3 = sum((y1, y2))
torch.set_grad_enabled(True)
y3.backward()
print(x.grad)
