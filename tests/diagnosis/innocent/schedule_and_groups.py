import torch

torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Linear(2, 1))
optimizer = torch.optim.SGD(
    [{"params": net[0].parameters(), "lr": 0.01}, {"params": net[1].parameters()}], lr=0.1
)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1, 0.5)
for epoch in range(3):
    net.zero_grad()
    net(torch.ones(2, 2)).pow(2).mean().backward()
    optimizer.step()
    scheduler.step()
print(scheduler.get_last_lr())
