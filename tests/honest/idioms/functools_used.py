import torch

import functools
@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
power = functools.partial(torch.pow, exponent=2)
print(fib(20), power(torch.tensor(3.0)), functools.reduce(lambda a, b: a + b, [1, 2, 3]))
