import torch

class Meta(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return super().__torch_function__(func, types, args, kwargs or {})
named = torch.ones(2).as_subclass(Meta)
print(type(named + 1).__name__)
