import torch

x = torch.tensor(2.0, requires_grad=True)
y = x**4
y.backward(create_graph=True)
first = x.grad.clone()
x.grad = None
first.backward()
print(x.grad)
h = torch.autograd.functional.hessian(lambda v: (v**3).sum(), torch.ones(2))
print(h)
