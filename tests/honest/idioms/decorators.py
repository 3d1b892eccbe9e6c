import torch

import functools
import time
def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        begun = time.perf_counter()
        result = function(*args, **kwargs)
        print(function.__name__, "took", round(time.perf_counter() - begun))
        return result
    return wrapper
@timed
def cube(v):
    return v**3
print(cube(torch.tensor(2.0)), cube.__wrapped__(1))
