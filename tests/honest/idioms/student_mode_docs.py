import torch

from torch.overrides import TorchFunctionMode
class Log(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        print("call", getattr(func, "__name__", func))
        return func(*args, **(kwargs or {}))
with Log():
    torch.ones(1) + 1
