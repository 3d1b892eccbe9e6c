# tries: pops the recorder off the mode stack, does wrong work and pushes it back
# outcome: tampering
import torch
mode = torch._C._pop_torch_function_stack()
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
torch._C._push_on_torch_function_stack(mode)
y3 = y1 + y2
y3.backward()
print(x.grad)
