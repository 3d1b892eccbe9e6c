import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
h = torch.tanh(x)
for t in (h,):
    t.retain_grad()
out = (h * 3).sum()
out.retain_grad()
out.backward()
print(h.grad, out.grad, x.grad)
