# expect: tracking_not_interrupted
# score: 5
import torch


def forward(x):
    y1 = x * x
    with torch.enable_grad():
        y2 = x * x * x
    return y1 + y2


x = torch.tensor(1.0, requires_grad=True)
out = forward(x)
out.backward()
print("gradient:", x.grad)
# When an operation is not tracked its result has no grad_fn and the gradient can't be propagated
# back through it.
