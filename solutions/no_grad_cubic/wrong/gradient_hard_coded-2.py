# expect: gradient_hard_coded
# score: 7
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
dy1 = 2 * x
dy2 = 0
grad = dy1 + dy2
print("dy3/dx =", grad.item())
# The cube is not tracked (no_grad), so no gradient flows back through y2; only y1 is left and the
# result is 2.
