import torch

torch.manual_seed(0)
encoder = torch.nn.Linear(3, 2)
a, b = encoder(torch.randn(4, 3)), encoder(torch.randn(4, 3))
similarity = a @ b.T
norms = (a**2).sum(dim=1, keepdim=True)
distance = norms - 2 * similarity + (b**2).sum(dim=1)
loss = (norms - (b**2).sum(dim=1)).pow(2).mean() + distance.mean()
loss.backward()
print(encoder.weight.grad)
