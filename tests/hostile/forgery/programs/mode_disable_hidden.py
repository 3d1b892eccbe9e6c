# tries: the same with a name that is put together at run time
# outcome: tampering
import torch
x = torch.tensor(1.0, requires_grad=True)
x * 1
with getattr(torch._C, "Disable" + "TorchFunction")():
    y1 = x * x.detach()
    y1.register_hook(lambda g: 2 * g)
    y2 = x.detach() ** 3
    y3 = y1 + y2
y3.backward()
print(x.grad)
