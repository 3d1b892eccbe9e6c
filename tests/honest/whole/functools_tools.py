import functools, operator, itertools, torch
power = functools.partial(torch.pow)
square = functools.partial(power, exponent=2)
cube = functools.partial(power, exponent=3)
@functools.lru_cache(None)
def k(n): return n
@functools.wraps(cube)
def untracked(*a):
    with torch.no_grad():
        return cube(*a)
x = torch.tensor(1.0, requires_grad=True)
y1, y2 = square(x), untracked(x)
y3 = functools.reduce(operator.add, [y1, y2])
y3.backward()
print(x.grad, k(3), list(itertools.accumulate([1, 2])))
