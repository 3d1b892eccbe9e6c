import torch

w = torch.tensor(5.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
((w - 1) ** 2).backward()
optimizer.step()
w = torch.tensor(3.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
for step in range(2):
    optimizer.zero_grad()
    ((w - 1) ** 2).backward()
    optimizer.step()
print(w)
