# tries: puts another class in the place of torch.Tensor, so that nothing is a tensor to the recorder
# outcome: tampering
import torch
class Nothing:
    pass
real = torch.Tensor
torch.__dict__["Ten" + "sor"] = Nothing
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
