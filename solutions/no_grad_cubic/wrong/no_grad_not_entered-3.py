# expect: no_grad_not_entered
# score: 2
# also: explanation_missing
import torch

x = torch.tensor([1.0], requires_grad=True)
square = x ** 2
ctx = torch.no_grad()
cube = x ** 3
total = square + cube
total.backward()
print(x.grad.item())
