# expect: head_not_replaced
# score: 8.25
# message.zh: 新的层放到了另一个名字下，forward 用的还是原来的 head，所以输出没有变。
# message.en: The new layer has another name, and forward still uses the old head, so the output is what it was.
# hint.zh: Net 的 forward 里用的是哪个属性？
# hint.en: Which attribute does forward use?
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
    model.classifier = nn.Linear(model.head.in_features, classes)


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

# Explanation:
# A frozen parameter has requires_grad=False, so autograd computes no gradient for it, its .grad stays None, and
# the optimizer leaves it as it is.
# eval() does not freeze anything: gradients are still computed for all parameters and an optimizer would still
# change them. It only changes how dropout and batch norm behave.
