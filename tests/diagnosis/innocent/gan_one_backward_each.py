import torch

torch.manual_seed(0)
G, D = torch.nn.Linear(2, 2), torch.nn.Linear(2, 1)
og = torch.optim.SGD(G.parameters(), lr=0.01)
od = torch.optim.SGD(D.parameters(), lr=0.01)
for step in range(3):
    fake = G(torch.randn(4, 2))
    loss_d = D(fake.detach()).mean() - D(torch.randn(4, 2)).mean()
    od.zero_grad()
    loss_d.backward()
    od.step()
    for p in D.parameters():
        p.data.clamp_(-0.05, 0.05)
    og.zero_grad()
    loss_g = -D(fake).mean()
    loss_g.backward()
    og.step()
print(D.weight)
