# tries: torch.autograd.backward replaced by one that fills the gradient
# outcome: tampering
import torch
def fill(*a, **k):
    x.grad = 2 * x.detach()
vars(torch.autograd)["back" + "ward"] = fill
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
