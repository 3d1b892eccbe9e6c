# expect: memory_exceeded
# score: 3
import torch
x = torch.ones(10 ** 6, 10 ** 6, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.sum().backward()
print(x.grad)
# y2 isn't tracked, it has no grad_fn, so the gradient doesn't flow back through the cube.
