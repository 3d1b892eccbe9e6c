import torch
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
data = TensorDataset(torch.randint(0, 5, (12,)), torch.randn(12, 1))
table = torch.nn.Embedding(5, 3)
head = torch.nn.Linear(3, 1)
optimizer = torch.optim.Adam([*table.parameters(), *head.parameters()], lr=0.05)
for epoch in range(2):
    running = 0.0
    for words, goal in DataLoader(data, batch_size=4, shuffle=True):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(head(table(words)), goal)
        loss.backward()
        optimizer.step()
        running += loss.item()
    print(epoch, running)
