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
所有 = gradient_names(net, x)
print("有梯度的参数：", 所有)
net.eval()
print("eval 之后：", gradient_names(net, x), "和之前一样吗？", gradient_names(net, x) == 所有)
net.train()
freeze(net, ["body"])  # 冻结主体
replace_head(net, 2)  # 换一个二分类的头
print("冻结之后：", gradient_names(net, x))
优化器 = make_optimizer(net, 0.1)
优化器.step()

# 答：eval() 之后所有参数仍然有梯度，说明 eval() 不会阻止梯度的计算，它只是让 Dropout 和 BatchNorm 换一种工作方式。
# 冻结是把 requires_grad 设成 False，这样反向传播就不给 body 的参数算梯度，它们在训练中保持不变。
