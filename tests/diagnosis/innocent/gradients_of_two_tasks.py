import torch

torch.manual_seed(0)
model = torch.nn.Linear(3, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
x = torch.randn(5, 3)
for step in range(2):
    kept = []
    for task in range(2):
        optimizer.zero_grad()
        model(x)[:, task].pow(2).mean().backward()
        kept.append([p.grad.clone() for p in model.parameters()])
    optimizer.zero_grad()
    for p, a, b in zip(model.parameters(), *kept):
        p.grad = (a + b) / 2
    optimizer.step()
print(model.weight)
