# expect: backward_missing
# score: 7
import torch


def compute(x):
    y1 = x * x
    with torch.no_grad():
        y2 = x * x * x
    return y1 + y2


x = torch.tensor([1.0], requires_grad=True)
y3 = compute(x)
print("y3", y3, "grad", x.grad)
# The cube has no grad_fn as it is not tracked; no gradient can flow back to x through it.
