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
    saved = {name: p.grad for name, p in model.named_parameters()}
    model.zero_grad(set_to_none=True)
    model(x).mean().backward()
    result = sorted(name for name, p in model.named_parameters() if p.grad is not None)
    for name, p in model.named_parameters():
        p.grad = saved[name]
    return result


def freeze(model, names):
    for name in names:
        for p in model.get_submodule(name).parameters():
            p.requires_grad = False


def replace_head(model, classes):
    model.head = nn.Linear(model.head.in_features, classes)


def make_optimizer(model, lr):
    parameters = []
    for module in model.modules():
        for p in module.parameters(recurse=False):
            if p.requires_grad:
                parameters.append(p)
    return torch.optim.SGD(parameters, lr=lr, momentum=0.0)


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

# 我的解释：
# 1. 被冻结的层：把 requires_grad 改成 False 以后，autograd 不再给这些参数求梯度，.grad 一直是 None，optimizer.step() 也跳过它们。
# 2. model.eval() 并不会停止梯度，从打印的结果可以看到 eval 之后所有参数还是有梯度。
# 3. 它改变的是 dropout（不再丢弃）和 batch norm（用 running mean/var），不是参数能不能训练。
