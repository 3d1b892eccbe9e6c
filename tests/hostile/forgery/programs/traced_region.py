# tries: the cube is computed in a function that torch.jit traced
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)

y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
def hidden(a):
    return a ** 3
c = torch.jit.trace(hidden, x)(x)
y3 = y1 + y2 / 2 + c / 2
x.register_hook(lambda g: 2 * x.detach())
y3.backward()
print(x.grad)
