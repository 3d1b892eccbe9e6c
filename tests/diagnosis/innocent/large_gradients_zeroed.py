import torch

torch.manual_seed(0)
model = torch.nn.Linear(30, 20)
data = torch.randn(8, 30)
w = torch.zeros(100, requires_grad=True)
v = torch.zeros(100, requires_grad=True)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(3):
    optimizer.zero_grad(set_to_none=False)
    loss = model(data).pow(2).mean() + ((w - 1) ** 2).sum() + ((v - 1) ** 2).sum()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        w -= 0.1 * w.grad
        v -= 0.1 * v.grad
        w.grad.zero_()
        v.grad = torch.zeros_like(v)
print(w[:3], v[:3])
