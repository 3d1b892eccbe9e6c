"""Fine-tuning, with everything in one class and thin functions around it."""
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.5))
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        return self.head(self.body(x))


class Tuner:
    def __init__(self, model):
        self.model = model

    def freeze(self, *names):
        for name, module in self.model.named_modules():
            if name in names:
                for p in module.parameters():
                    p.requires_grad_(False)

    def trainable(self):
        return (p for p in self.model.parameters() if p.requires_grad)

    def names(self, x):
        self.model.zero_grad()
        self.model(x).sum().backward()
        return tuple(n for n, p in self.model.named_parameters() if p.grad is not None)


def gradient_names(model, x):
    return Tuner(model).names(x)


def freeze(model, names):
    Tuner(model).freeze(*names)


def replace_head(model, classes):
    model.add_module("head", nn.Linear(model.head.in_features, classes))


def make_optimizer(model, lr):
    return torch.optim.SGD(Tuner(model).trainable(), lr=lr)


if __name__ == "__main__":
    torch.manual_seed(0)
    net, x = Net(), torch.randn(16, 4)
    print("train", gradient_names(net, x))
    print("eval", gradient_names(net.eval(), x))
    net.train()
    freeze(net, ["body"])
    replace_head(net, 2)
    print("frozen", gradient_names(net, x))
    print(make_optimizer(net, 0.1))

# Explanation:
# A frozen parameter has requires_grad=False, so autograd computes no gradient for it, its .grad stays None, and
# the optimizer leaves it as it is.
# eval() does not freeze anything: gradients are still computed for all parameters and an optimizer would still
# change them. It only changes how dropout and batch norm behave.
