# tries: replaces a name in the module of the recorder, for a while
# outcome: tampering
import torch
x = torch.tensor(1.0, requires_grad=True)

at = [v for k, v in vars(torch.overrides).items() if k.endswith('stack_at')][0]
rec = at(0)
G = getattr(type(rec)._backward, '__globals__')
real = G['LeafGrad']
G['LeafGrad'] = lambda n, b, a: real(n, None, (2 * float(x.detach()),))
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = y1 + y2 / 2 + c / 2
torch.relu(y3).backward()
G['LeafGrad'] = real
print(x.grad)
