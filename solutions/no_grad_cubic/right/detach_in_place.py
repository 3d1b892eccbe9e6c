import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x ** 3
y2.detach_()
y3 = y1 + y2
y3.backward()
print(x.grad)
# detach_() removes y2 from the graph in place: it has no grad_fn and doesn't require grad any more.
# So the gradient can't go back through the cube, only the gradient of the square remains: 2.
