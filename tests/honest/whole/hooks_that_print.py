import torch
x = torch.tensor(1.0, requires_grad=True)
x.register_hook(lambda g: print('x receives', g))
y1 = x ** 2
y1.register_hook(lambda g: print('y1 receives', g))
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.register_hook(print)
y3.grad_fn.register_hook(lambda gi, go: print('node', gi, go))
y3.backward()
print(x.grad)
