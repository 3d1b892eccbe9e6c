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
    chosen = {id(p) for name in names for p in model.get_submodule(name).parameters()}
    for p in model.parameters():
        p.requires_grad = p.requires_grad and id(p) not in chosen


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

# Why: a parameter with requires_grad=False is not part of what autograd differentiates with respect to; it gets no
# gradient and therefore stays unchanged in training. model.eval() has nothing to do with requires_grad. Gradients
# flow just as before, the parameters would be updated. Only layers such as Dropout and BatchNorm act differently.
