# expect: memory_exceeded
# score: 3
import torch
x = torch.tensor(1.0, requires_grad=True)
history = []
while len(history) < 10 ** 7:
    history.append(torch.ones(10_000_000))
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# y2 isn't tracked, it has no grad_fn, so the gradient doesn't flow back through the cube.
