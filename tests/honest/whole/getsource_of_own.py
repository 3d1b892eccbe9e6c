import inspect, torch
def solve(x):
    """Compute y3 with the cube untracked."""
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    return y1 + y2
print(inspect.getsource(solve))
print(inspect.signature(solve), inspect.getdoc(solve), inspect.isfunction(solve))
x = torch.tensor(1.0, requires_grad=True)
solve(x).backward()
print(x.grad)
