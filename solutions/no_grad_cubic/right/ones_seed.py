import torch
x = torch.ones((1, 1), requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward(torch.ones_like(y3))
print("grad", x.grad)
# Because of no_grad the computation of x^3 is not tracked (y2.grad_fn is None). The backward pass
# cannot go through y2, so the only contribution to x.grad is from y1 = x^2, which gives 2.
