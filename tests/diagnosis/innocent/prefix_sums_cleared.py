import torch

w = torch.tensor(0.5, requires_grad=True)
terms = [(w * k - 1) ** 2 for k in range(4)]
for n in range(1, 5):
    w.grad = None
    sum(terms[:n]).backward(retain_graph=True)
    print(n, w.grad)
