import torch

torch.manual_seed(0)
body, head = torch.nn.Linear(3, 3), torch.nn.Linear(3, 1)
optimizer = torch.optim.SGD([*body.parameters(), *head.parameters()], lr=0.1)
x = torch.randn(6, 3)
head(body(x)).pow(2).mean().backward()
print(body.weight.grad.norm())
body.requires_grad_(False)
for step in range(3):
    optimizer.zero_grad()
    head(torch.relu(body(x))).pow(2).mean().backward()
    optimizer.step()
print(head.weight)
