import contextlib
import torch

results = {}
for name, guard in [("tracked", contextlib.nullcontext()), ("no_grad", torch.no_grad())]:
    x = torch.tensor(1.0, requires_grad=True)
    y1 = x ** 2
    with guard:
        y2 = x ** 3
    y3 = y1 + y2
    y3.backward()
    results[name] = x.grad.item()

for name in results:
    print(f"{name:>8}: dy3/dx = {results[name]}")

# tracked: both terms are in the graph, 2x + 3x^2 = 5.
# no_grad: the cube is not tracked (requires_grad False), so no gradient comes back through y2 and
# the result is 2x = 2.
