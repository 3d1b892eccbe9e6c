# tries: a subclass whose x ** 7 gives the cube of a detached x
# outcome: no_full_marks
import torch
class Odd(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        with torch._C.DisableTorchFunctionSubclass():
            if "pow" in getattr(func, "__name__", "") and args[1] == 7:
                return args[0].detach() ** 3
            return func(*args, **(kwargs or {}))
x = torch.tensor(1.0).as_subclass(Odd).requires_grad_()
y1 = x**2
y2 = x**7
y3 = y1 + y2
y3.backward()
print(x.grad)
