import torch

torch.manual_seed(0)
a, b, c = (torch.nn.Linear(2, 1) for _ in range(3))
x = torch.ones(3, 2)
first = torch.optim.SGD(a.parameters(), lr=0.1)
for step in range(2):
    first.zero_grad()
    a(x).pow(2).mean().backward()
    first.step()
b(x).pow(2).mean().backward()
print(b.weight.grad)
third = torch.optim.SGD(c.parameters(), lr=0.1)
for step in range(2):
    third.zero_grad()
    c(x).pow(2).mean().backward()
    third.step()
print(c.weight)
