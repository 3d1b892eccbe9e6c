import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.stack([x.prod(), x.sum()])
y.backward(torch.tensor([1.0, 0.0]), retain_graph=True)
first = x.grad.clone()
x.grad.zero_()
y.backward(torch.tensor([0.0, 1.0]))
print(torch.stack([first, x.grad]))
x.grad = None
torch.autograd.backward([x.sum(), x.prod()])
print(x.grad)
