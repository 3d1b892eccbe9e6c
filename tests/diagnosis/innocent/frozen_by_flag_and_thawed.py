import torch

torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Linear(2, 1))
for p in net[0].parameters():
    p.requires_grad = False
optimizer = torch.optim.SGD(filter(lambda p: p.requires_grad, net.parameters()), lr=0.1)
optimizer.zero_grad()
net(torch.ones(3, 2)).mean().backward()
optimizer.step()
for p in net[0].parameters():
    p.requires_grad = True
optimizer.add_param_group({"params": net[0].parameters()})
optimizer.zero_grad()
net(torch.ones(3, 2)).mean().backward()
optimizer.step()
print(net[0].weight.grad)
