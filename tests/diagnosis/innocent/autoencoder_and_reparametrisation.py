import torch

torch.manual_seed(0)
mean = torch.zeros(3, requires_grad=True)
log_var = torch.zeros(3, requires_grad=True)
optimizer = torch.optim.Adam([mean, log_var], lr=0.1)
for _ in range(3):
    z = mean + torch.exp(0.5 * log_var) * torch.randn(3)
    divergence = -0.5 * (1 + log_var - mean**2 - log_var.exp()).sum()
    loss = ((z - 1) ** 2).sum() + divergence
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(mean.data, log_var.data)
