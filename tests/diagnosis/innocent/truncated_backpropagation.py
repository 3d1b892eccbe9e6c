import torch

torch.manual_seed(0)
cell = torch.nn.RNNCell(2, 3)
head = torch.nn.Linear(3, 1)
optimizer = torch.optim.SGD([*cell.parameters(), *head.parameters()], lr=0.1)
state = torch.zeros(1, 3)
for step in range(6):
    state = cell(torch.ones(1, 2), state.detach())
    loss = head(state).pow(2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(state)
