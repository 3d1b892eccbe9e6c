import torch

from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))
    def forward(self, batch):
        return self.layers(batch)
net = Net()
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
criterion = nn.MSELoss()
for epoch in range(3):
    optimizer.zero_grad()
    loss = criterion(net(torch.randn(16, 4)), torch.randn(16, 1))
    loss.backward()
    optimizer.step()
    print(f"epoch {epoch}: {loss.item():.4f}")
