import torch

# part 3 first
x3 = torch.tensor(2.0, requires_grad=True, dtype=torch.float64)
w = x3 ** 4
w.backward(retain_graph=True)
print(x3.grad)
x3.grad = None
w.backward()
print(x3.grad)

# part 2
x2 = torch.tensor(2.0, requires_grad=True, dtype=torch.float64)
z = x2 ** 3
torch.autograd.backward(z, retain_graph=True)
torch.autograd.backward(z)
assert x2.grad == 24
print(x2.grad)

# part 1, left uncaught at the end
print("""After the first backward() the graph is freed together with the values it had saved, so the second one fails.
With retain_graph=True the graph is kept and can be used again; the price is that its values stay in memory.
The gradients accumulate in x.grad: 12 + 12 gives 24.""")
x1 = torch.tensor(2.0, requires_grad=True, dtype=torch.float64)
y = x1 ** 2
y.backward()
y.backward()
