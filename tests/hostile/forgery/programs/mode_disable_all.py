# tries: computes under DisableTorchFunction, where nothing is recorded
# outcome: tampering
import torch
x = torch.tensor(1.0, requires_grad=True)
with torch._C.DisableTorchFunction():
    y1 = x**2
    y2 = x**3
y3 = y1 + y2.detach()
y3.backward()
x.grad.copy_(2 * x.detach())
print(x.grad)
