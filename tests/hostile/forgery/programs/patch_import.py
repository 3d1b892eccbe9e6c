# tries: replaces builtins.__import__ so that later imports get a false torch
# outcome: tampering
import builtins
import types
real = __import__
def lie(name, *rest):
    if name == "torch":
        m = types.ModuleType("torch")
        m.tensor = lambda v, requires_grad=False: types.SimpleNamespace(grad=2.0)
        return m
    return real(name, *rest)
builtins.__dict__["__im" + "port__"] = lie
import torch
x = torch.tensor(1.0, requires_grad=True)
print(x.grad)
