# expect: product_instead_of_sum
# score: 3
# also: explanation_missing
import torch
x = torch.tensor(1.0, requires_grad=True)
square = x ** 2
with torch.no_grad():
    cube = x ** 3
res = square * cube
res.backward()
print(x.grad)
