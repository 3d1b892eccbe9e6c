import torch

torch.manual_seed(0)
G, D = torch.nn.Linear(2, 2), torch.nn.Linear(2, 1)
og = torch.optim.Adam(G.parameters(), lr=0.01)
od = torch.optim.Adam(D.parameters(), lr=0.01)
bce = torch.nn.functional.binary_cross_entropy_with_logits
ones, zeros = torch.ones(4, 1), torch.zeros(4, 1)
for step in range(3):
    fake = G(torch.randn(4, 2))
    od.zero_grad()
    (bce(D(torch.randn(4, 2)), ones) + bce(D(fake.detach()), zeros)).backward()
    od.step()
    og.zero_grad()
    bce(D(fake), ones).backward()
    og.step()
print(G.weight, D.weight)
