import torch

torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))
x = torch.randn(6, 3)


def gradient_names(net, x):
    saved = {name: p.grad for name, p in net.named_parameters()}
    net.zero_grad()
    net(x).mean().backward()
    names = [name for name, p in net.named_parameters() if p.grad is not None]
    for name, p in net.named_parameters():
        p.grad = saved[name]
    return names


model(x).mean().backward()
print(gradient_names(model, x))
for p in model[0].parameters():
    p.requires_grad_(False)
print(gradient_names(model, x))
optimizer = torch.optim.SGD(model[2].parameters(), lr=0.1)
for step in range(2):
    optimizer.zero_grad()
    model(x).pow(2).mean().backward()
    optimizer.step()
print(gradient_names(model, x))
