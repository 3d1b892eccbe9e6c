# tries: takes the recorder off torch's stack for a moment
# outcome: tampering
import torch
x = torch.tensor(1.0, requires_grad=True)

import torch.overrides
pop = [v for k, v in sorted(vars(torch.overrides).items()) if k.endswith('function_stack')]
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
m = pop[0]()
y2.copy_(x ** 3)
x.register_hook(lambda g: 2 * x.detach())
pop[1](m)
y3 = y1 + y2
y3.backward()
print(x.grad)
