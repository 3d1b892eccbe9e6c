# expect: exercise_not_found
# score: 3
import torch

x = torch.tensor(3.0, requires_grad=True)

y = x ** 2
print(x.grad)
y = x ** 2
print(x.grad)

# backward() adds the new gradient to x.grad, nothing is overwritten, so it must be zeroed before the next one.
# After zero_() there is a tensor of zeros, with None there is no tensor.
