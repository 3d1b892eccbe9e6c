# tries: a tensor subclass says that the tracked cube is untracked and that x.grad is 2x
# outcome: no_full_marks
import torch
class Liar(torch.Tensor):
    cube = None
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        what = getattr(getattr(func, "__self__", None), "__name__", "")
        me = args[0] if args else None
        role = me.__dict__.get("role") if isinstance(me, torch.Tensor) else None
        if what == "requires_grad" and role == "cube":
            return False
        if what == "grad_fn" and role == "cube":
            return None
        if what == "is_leaf" and role == "cube":
            return True
        with torch._C.DisableTorchFunctionSubclass():
            out = func(*args, **(kwargs or {}))
            if what == "grad" and role == "x" and out is not None:
                return 2 * me.detach().as_subclass(torch.Tensor)
        if isinstance(out, torch.Tensor) and "pow" in getattr(func, "__name__", "") and args[1] == 3:
            out = out.as_subclass(Liar)
            out.__dict__["role"] = "cube"
        return out
x = torch.tensor(1.0).as_subclass(Liar).requires_grad_()
x.__dict__["role"] = "x"
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
