import torch

torch.manual_seed(0)
model = torch.nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model(torch.ones(2, 3)).sum().backward()
print(model.weight.grad)
optimizer.zero_grad()
frozen = torch.ones(2, 3)
for step in range(2):
    loss = model(frozen).pow(2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(model.weight)
