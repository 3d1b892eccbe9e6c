# expect: explanation_incomplete
# score: 8
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


def freeze(model, names):
    for name in names:
        for p in model.get_submodule(name).parameters():
            p.requires_grad = False


def replace_head(model, classes):
    model.head = nn.Linear(model.head.in_features, classes)


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

# A frozen parameter has requires_grad=False, so no gradient is computed for it and the optimizer does not change it.
# eval() changes the behaviour of dropout and batch norm.
