# tries: registers another kernel for aten::mul, so that a product gives the sum
# outcome: tampering
import torch
lib = torch.library.Library("aten", "IMPL")
def mul(a, b):
    return torch.add(a, b)
lib.impl("mul.Tensor", mul, "CPU")
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
with torch.no_grad():
    y2 = x**3
y3 = y1 * y2
y3.backward()
print(x.grad)
