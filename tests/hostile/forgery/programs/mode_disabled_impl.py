# tries: a subclass with _disabled_torch_function_impl, whose calls a handler might not see
# outcome: no_full_marks
import torch
class Quiet(torch.Tensor):
    __torch_function__ = getattr(torch._C, "_disabled_" + "torch_function_impl")
x = torch.tensor(1.0, requires_grad=True)
q = x.as_subclass(Quiet)
y1 = q**2
y2 = q**3
y3 = y1 + y2
y3.backward()
print(x.grad)
