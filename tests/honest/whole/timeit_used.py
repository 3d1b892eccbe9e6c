import timeit, time, torch
x = torch.tensor(1.0, requires_grad=True)
print(timeit.timeit(lambda: x ** 2, number=50) >= 0)
print(timeit.timeit('a ** 2', globals={'a': x}, number=20) >= 0)
start = time.perf_counter()
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(time.perf_counter() - start >= 0)
print(x.grad)
