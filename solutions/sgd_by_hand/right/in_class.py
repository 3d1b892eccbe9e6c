"""用类来写。"""
import torch


class LinearRegression:
    def __init__(self, features):
        self.w = torch.zeros(features, requires_grad=True)
        self.b = torch.zeros(1, requires_grad=True)

    def loss(self, X, y):
        return ((X @ self.w + self.b - y) ** 2).mean()

    @torch.no_grad()
    def update(self, lr):
        for p in (self.w, self.b):
            p -= lr * p.grad
            p.grad.zero_()

    def fit(self, X, y, lr, steps):
        for _ in range(steps):
            self.loss(X, y).backward()
            self.update(lr)
        return self.w, self.b


def train(X, y, lr, steps):
    return LinearRegression(X.shape[1]).fit(X, y, lr, steps)


def train_sgd(X, y, lr, steps):
    model = LinearRegression(X.shape[1])
    opt = torch.optim.SGD((model.w, model.b), lr)
    for _ in range(steps):
        loss = model.loss(X, y)
        opt.zero_grad()
        loss.backward()
        opt.step()
    return model.w, model.b


if __name__ == "__main__":
    torch.manual_seed(7)
    X = torch.randn(64, 2) * torch.tensor([1.0, 0.2])
    y = X @ torch.tensor([2.0, -3.0]) + 0.5 + 0.1 * torch.randn(64)
    w, b = train(X, y, lr=0.02, steps=2000)
    print(w, b)
    for mine, theirs in zip(train(X, y, 0.02, 100), train_sgd(X, y, 0.02, 100)):
        print(mine.data, theirs.data, torch.allclose(mine, theirs))
    # 更新参数不需要求导：no_grad 让这一步不被记录进计算图，否则对叶子节点做原地操作会直接报错。
    # 梯度默认是累加而不是覆盖的，所以用完一次就要归零，不然下一步的梯度会叠加上之前的。
