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
    for name, parameter in model.named_parameters():
        if any(name.startswith(prefix + ".") for prefix in names):
            parameter.requires_grad = False


def replace_head(model, classes):
    model.head = nn.Linear(model.head.in_features, classes)


def make_optimizer(model, lr):
    trainable = filter(lambda p: p.requires_grad, model.parameters())
    return torch.optim.SGD(trainable, lr)


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

# 原因：requires_grad=False 的参数不需要梯度，反向传播时不会给它们算梯度（grad 为 None），所以训练时它们的值不变。
# eval() 只是切换模式，让 Dropout 失效、让 BatchNorm 用滑动平均，并没有关掉梯度：所有参数依然有梯度，
# 依然会被更新，所以它不等于冻结。
