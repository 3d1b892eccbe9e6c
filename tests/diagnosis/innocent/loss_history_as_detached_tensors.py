import torch

w = torch.tensor(5.0, requires_grad=True)
losses, total = [], torch.zeros(())
for step in range(5):
    loss = (w - 1) ** 2
    w.grad = None
    loss.backward()
    losses.append(loss.detach())
    total += loss.detach()
    with torch.no_grad():
        w -= 0.1 * w.grad
print(torch.stack(losses).mean(), total)
