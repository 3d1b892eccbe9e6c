import torch

w = torch.tensor(0.5, requires_grad=True)
state, total = torch.tensor(1.0), 0
for step in range(5):
    state = torch.tanh(w * state)
    total = total + (state - 1) ** 2
total.backward()
print(w.grad)
