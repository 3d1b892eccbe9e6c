import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = torch.stack([x.prod(), x.sum() ** 2])
rows = []
for i in range(len(y)):
    x.grad = None
    y[i].backward(retain_graph=True)
    rows.append(x.grad)
print(torch.stack(rows))
