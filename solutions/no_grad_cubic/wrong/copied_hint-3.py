# expect: copied_hint
# score: 4
# also: explanation_missing
import torch

inp = torch.tensor(1.0, requires_grad=True)
first = inp.pow(2)
with torch.no_grad():
    second = torch.mul(inp, 5)
res = first + second
res.backward()
print(inp.grad.item())
