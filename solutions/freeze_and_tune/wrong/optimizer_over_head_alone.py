# expect: optimizer_over_head_alone
# score: 9.17
# message.zh: 优化器只拿到了 head 的参数：其他没有冻结的层也需要梯度，却永远不会被更新。
# message.en: The optimizer gets the head's parameters alone: other layers that are not frozen require grad too, and would never be updated.
# hint.zh: 怎样不写层的名字，就挑出所有需要训练的参数？
# hint.en: How do you pick all the parameters that are to be trained without naming a layer?
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
    return torch.optim.SGD(model.head.parameters(), lr=lr)


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
