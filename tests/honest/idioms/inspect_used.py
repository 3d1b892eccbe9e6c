import torch

import inspect
def square(v, *, scale=1):
    """Square."""
    return v * v * scale
print(inspect.getsource(square))
print(inspect.signature(square), inspect.getdoc(square), inspect.isfunction(square))
