import torch

torch.manual_seed(0)
data, target = torch.randn(16, 3), torch.randn(16, 1)
model = torch.nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(2):
    optimizer.zero_grad()
    for i, (x, t) in enumerate(zip(data.split(4), target.split(4))):
        loss = ((model(x) - t) ** 2).mean() / 2
        loss.backward()
        if (i + 1) % 2 == 0:
            optimizer.step()
            optimizer.zero_grad()
print(model.weight)
