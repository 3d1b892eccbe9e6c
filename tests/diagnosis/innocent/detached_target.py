import torch

torch.manual_seed(0)
online, target = torch.nn.Linear(2, 1), torch.nn.Linear(2, 1)
target.load_state_dict(online.state_dict())
optimizer = torch.optim.SGD(online.parameters(), lr=0.1)
for step in range(3):
    with torch.no_grad():
        goal = 1 + 0.9 * target(torch.ones(4, 2))
    loss = (online(torch.ones(4, 2)) - goal).pow(2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    for t, o in zip(target.parameters(), online.parameters()):
        t.data.copy_(0.9 * t.data + 0.1 * o.data)
print(target.weight)
