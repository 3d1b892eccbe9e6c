import torch

torch.manual_seed(0)
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(2):
    optimizer.zero_grad()
    model(torch.ones(2, 2)).pow(2).mean().backward()
    for p in model.parameters():
        p.grad = p.grad + 0.01 * torch.randn_like(p.grad)
    optimizer.step()
print(model.bias)
