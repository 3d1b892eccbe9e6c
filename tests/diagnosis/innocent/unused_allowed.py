import torch

x = torch.tensor(1.0, requires_grad=True)
w = torch.tensor(2.0, requires_grad=True)
y = w**2
print(torch.autograd.grad(y, [w, x], allow_unused=True))
z = (w * x) ** 2
z.backward(inputs=[w])
print(w.grad, x.grad)
