import torch

torch.manual_seed(0)
body = torch.nn.Linear(2, 2)
one, two = torch.nn.Linear(2, 1), torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD([*body.parameters(), *one.parameters(), *two.parameters()], lr=0.1)
for step in range(4):
    head = one if step % 2 == 0 else two
    optimizer.zero_grad()
    head(body(torch.ones(3, 2))).pow(2).mean().backward()
    optimizer.step()
print(one.weight, two.weight)
