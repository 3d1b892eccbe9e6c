import torch

torch.manual_seed(0)
model = torch.nn.Linear(3, 1)
scores = model(torch.randn(5, 3))
gaps = scores - scores.squeeze(1)
loss = torch.relu(1 - gaps).mean()
loss.backward()
print(model.weight.grad)
