"""参考解答 / Reference solution: freezing layers, a new head, an optimizer for the rest."""
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
            p.requires_grad_(False)


def replace_head(model, classes):
    model.head = nn.Linear(model.head.in_features, classes)


def make_optimizer(model, lr):
    return torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=lr)


torch.manual_seed(0)
net = Net()
x = torch.randn(16, 4)
print("train():", gradient_names(net, x))
net.eval()
print("eval(): ", gradient_names(net, x))
net.train()

freeze(net, ["body"])
replace_head(net, 2)
print("frozen: ", gradient_names(net, x))
optimizer = make_optimizer(net, 0.1)
optimizer.step()

# 原因分析：
# freeze 把 body 的参数的 requires_grad 设为 False，autograd 就不会为它们计算梯度，它们的 grad 是 None，
# 优化器也不会更新它们，所以它们保持不变。
# eval() 不是冻结：调用 eval() 之后梯度照样会计算，所有参数仍然会得到梯度，仍然会被优化器更新。
# eval() 只改变 Dropout 和 BatchNorm 的行为：Dropout 不再随机丢弃，BatchNorm 使用训练时累计的均值和方差。
