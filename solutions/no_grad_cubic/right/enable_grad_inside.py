import torch

x = torch.tensor(1.0, requires_grad=True)
with torch.no_grad():
    y2 = x ** 3
    with torch.enable_grad():
        y1 = x ** 2
y3 = y1 + y2
y3.backward()
print(x.grad)
print("""Only the square is tracked: I re-enable grad for it inside the no_grad block. The cube has
requires_grad=False, it is not in the graph, hence its derivative 3x**2 never reaches x and the
result is 2x = 2.""")
