# expect: both_terms_interrupted
# score: 3
# also: explanation_missing
import torch


@torch.no_grad()
def terms(x):
    return x ** 2, x ** 3


x = torch.tensor(1.0, requires_grad=True)
y1, y2 = terms(x)
y3 = y1 + y2
try:
    y3.backward()
except RuntimeError as e:
    print("error", e)
print(x.grad)
