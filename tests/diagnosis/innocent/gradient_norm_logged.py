import torch

torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
norms, losses = [], []
for step in range(4):
    loss = model(torch.ones(4, 3)).pow(2).mean()
    optimizer.zero_grad()
    loss.backward()
    norms.append(sum(p.grad.pow(2).sum() for p in model.parameters()).sqrt().item())
    losses.append(loss.item())
    optimizer.step()
print(norms, losses)
