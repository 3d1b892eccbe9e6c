import torch

torch.manual_seed(0)
model = torch.nn.Linear(2, 1)
x = torch.ones(3, 2)
with torch.inference_mode():
    before = model(x)
    print(before.mean(), before.requires_grad)
loss = model(x).mean()
loss.backward()
print(model.weight.grad, before.item() if before.numel() == 1 else before.tolist())
