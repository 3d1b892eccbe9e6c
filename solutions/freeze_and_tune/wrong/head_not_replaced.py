# expect: head_not_replaced
# score: 8.5
# message.zh: head 的输出个数没有变：改 out_features 只是改了一个数字，weight 和 bias 还是原来的形状，也还是被冻结的。
# message.en: The head still gives as many outputs as before: changing out_features only changes a number, and weight and bias keep their shape, and stay frozen.
# hint.zh: 打印 model.head.weight.shape：怎样才能得到一个新形状的 weight？
# hint.en: Print model.head.weight.shape: how do you get a weight of another shape?
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
    model.head.out_features = classes


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

# 原因分析：
# 冻结之后，body 的参数 requires_grad 为 False，autograd 不会为它们计算梯度，优化器也就不会更新它们。
# eval() 不会冻结参数：梯度照样计算，参数仍然会得到梯度。它只影响 Dropout 和 BatchNorm 的行为。
