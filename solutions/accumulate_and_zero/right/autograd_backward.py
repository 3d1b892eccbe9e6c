import torch

x = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
for _ in range(3):
    torch.autograd.backward(x ** 2)
    print(x.grad)

x.grad.data.zero_()
torch.autograd.backward(x ** 3)
print(x.grad)

x.grad = None
torch.autograd.backward(x ** 4)
print(x.grad)

optimizer = torch.optim.SGD(params=[x], lr=1.0)
optimizer.zero_grad(set_to_none=True)
torch.autograd.backward(x ** 5)
print(x.grad)

# Why: PyTorch accumulates gradients in x.grad, the new one is summed with the old one (6, 12, 18).
# So x.grad must be set to zero before the next backward pass to get the gradient of this pass alone.
# zero_() gives a tensor of zeros while None means that there is no gradient; both start afresh.
