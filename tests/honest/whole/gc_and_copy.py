import gc, sys, copy, torch
x = torch.tensor(1.0, requires_grad=True)
z = copy.deepcopy(x)
y1 = x ** 2
with torch.no_grad():
    y2 = copy.copy(x) ** 3
y3 = y1 + y2
y3.backward()
del y1
print(gc.collect() >= 0, gc.isenabled(), gc.get_count(), gc.get_threshold(), sys.getsizeof(x), sys.getrefcount(x) > 0)
gc.disable(); gc.enable()
print(x.grad, z.grad)
