import torch

torch.manual_seed(0)
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
average = [p.detach().clone() for p in model.parameters()]
for step in range(3):
    optimizer.zero_grad()
    model(torch.ones(2, 2)).pow(2).mean().backward()
    optimizer.step()
    for a, p in zip(average, model.parameters()):
        a.lerp_(p.detach(), 0.1)
kept = [p.data.clone() for p in model.parameters()]
for p, a in zip(model.parameters(), average):
    p.data.copy_(a)
with torch.no_grad():
    print(model(torch.ones(1, 2)))
for p, k in zip(model.parameters(), kept):
    p.data.copy_(k)
print(model.weight)
