import torch

torch.manual_seed(0)
model = torch.nn.Linear(3, 2)
model.eval()
image = torch.rand(1, 3, requires_grad=True)
score = model(image)[0, 1]
score.backward()
print(image.grad.abs())
