import torch

w = torch.nn.Parameter(torch.tensor(5.0))
for _ in range(3):
    loss = (w - 3) ** 2
    loss.backward()
    with torch.no_grad():
        w = torch.nn.Parameter(w - 0.1 * w.grad)
print(w)
