# expect: interrupted_too_late
# score: 5
import torch
x = torch.tensor(1., requires_grad=True)
y3 = x**2 + x**3
with torch.no_grad():
    y2 = x**3
    print("y2 in no_grad:", y2)
y3.backward()
print(x.grad)
# with no_grad the cube isn't recorded in the graph, it has no grad_fn, so its gradient doesn't
# flow back
