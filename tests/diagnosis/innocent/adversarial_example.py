import torch

torch.manual_seed(0)
model = torch.nn.Linear(3, 2)
x = torch.rand(1, 3, requires_grad=True)
loss = torch.nn.functional.cross_entropy(model(x), torch.tensor([1]))
loss.backward()
attack = (x + 0.1 * x.grad.sign()).clamp(0, 1).detach()
print(model(attack).argmax())
adv = x.detach().clone()
for _ in range(3):
    adv.requires_grad_()
    loss = torch.nn.functional.cross_entropy(model(adv), torch.tensor([1]))
    (g,) = torch.autograd.grad(loss, adv)
    adv = (adv.detach() + 0.05 * g.sign()).clamp(0, 1)
print(adv)
