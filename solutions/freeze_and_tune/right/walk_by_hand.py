import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.5))
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        return self.head(self.body(x))


def gradient_names(model, x):
    model.zero_grad()
    model(x).sum().backward()
    return [name for name, p in model.named_parameters() if p.grad is not None]


def find(module, path):
    for part in path.split("."):
        module = getattr(module, part)
    return module


def freeze(model, names):
    modules = [find(model, name) for name in names]
    parameters = [p for module in modules for p in module.parameters()]
    for p in parameters:
        p.requires_grad_(False)
        p.grad = None


def replace_head(model, classes):
    old = model.head
    new = nn.Linear(old.weight.shape[1], classes, bias=old.bias is not None)
    setattr(model, "head", new)
    return model


def make_optimizer(model, lr):
    return torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=lr)


torch.manual_seed(0)
net = Net()
x = torch.randn(16, 4)
print(gradient_names(net, x))
net.eval()
print(gradient_names(net, x))
net.train()

freeze(net, ["body"])
replace_head(net, 2)
print(gradient_names(net, x))
optimizer = make_optimizer(net, 0.1)
optimizer.step()

# eval() vs. freezing
# eval() switches dropout off and lets batch norm use its running statistics. That is all: every parameter still
# receives a gradient, so it would still be trained. Freezing sets requires_grad to False. Then no gradient is
# computed for these parameters and optimizer.step() does not touch them.
