import torch

x = torch.tensor([1.0, -2.0], requires_grad=True)
seen = set()
seen.add(x + 1)
out = torch.empty(2)
with torch.no_grad():
    torch.add(x, 1, out=out)
    torch.exp(x, out=out)
layer = torch.nn.ReLU(inplace=True)
h = x * 2
layer(h)
k = x * 3
torch.nn.functional.relu(k, inplace=True)
(h.sum() + k.sum()).backward()
print(x.grad, len(seen), out)
