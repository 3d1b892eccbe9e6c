import torch

logits = torch.randn(4, 3, requires_grad=True)
target = torch.tensor([0, 1, 2, 0])
loss0 = torch.nn.CrossEntropyLoss()(logits, target)
loss0.backward()
print(logits.grad.sum(), torch.softmax(logits, 1).argmax(1))
