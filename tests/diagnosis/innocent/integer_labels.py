import torch

torch.manual_seed(0)
labels = torch.tensor([0, 2, 1, 2])
logits = torch.randn(4, 3, requires_grad=True)
loss = torch.nn.functional.cross_entropy(logits, labels)
loss.backward()
accuracy = (logits.argmax(dim=1) == labels).float().mean()
print(logits.grad, accuracy)
index = torch.arange(4)
picked = logits[index, labels]
picked.sum().backward()
