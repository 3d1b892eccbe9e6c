import torch

x = torch.nn.Parameter(torch.tensor(2.0))
y = torch.square(x)
y.backward()
try:
    y.backward()
except RuntimeError as e:
    print(e)

x = torch.nn.Parameter(torch.tensor(2.0))
z = torch.pow(x, 3)
z.backward(retain_graph=True)
z.backward()
print("z:", x.grad)

x = torch.nn.Parameter(torch.tensor(2.0))
optimizer = torch.optim.SGD([x], lr=0.1)
w = torch.pow(x, 4)
w.backward(retain_graph=True)
print("w:", x.grad)
optimizer.zero_grad()
w.backward()
print("w:", x.grad)
# After the first backward the saved intermediate values of the graph are freed, so the second call has nothing to work with.
# retain_graph=True keeps the graph, so backward can run again, but that costs memory.
# Every backward adds to x.grad, hence 12 + 12 = 24 for z; for w I cleared the gradient in between.
