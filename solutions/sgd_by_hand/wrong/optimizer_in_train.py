# expect: optimizer_in_train
# score: 0
# message.zh: train 里的更新是 torch.optim 做的；这个函数要求你自己动手写更新，好看清楚优化器到底做了什么。
# message.en: In train it is torch.optim that makes the steps; in this function you are asked to write the update yourself, to see what an optimizer does.
# hint.zh: optimizer.step() 和 optimizer.zero_grad() 各做了什么？用两三行代替它们。
# hint.en: What do optimizer.step() and optimizer.zero_grad() do? Replace each by a line or two.
import torch


def train(X, y, lr, steps):
    w = torch.zeros(X.shape[1], requires_grad=True)
    b = torch.zeros((), requires_grad=True)

    optimizer = torch.optim.SGD([w, b], lr=lr)
    for _ in range(steps):
        loss = ((X @ w + b - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return w, b


def train_sgd(X, y, lr, steps):
    w = torch.zeros(X.shape[1], requires_grad=True)
    b = torch.zeros((), requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = ((X @ w + b - y) ** 2).mean()
        loss.backward()
        optimizer.step()
    return w, b


torch.manual_seed(7)
X = torch.randn(64, 2) * torch.tensor([1.0, 0.2])
y = X @ torch.tensor([2.0, -3.0]) + 0.5 + 0.1 * torch.randn(64)

w, b = train(X, y, 0.02, 2000)
print(w, b)
w_hand, b_hand = train(X, y, 0.02, 100)
w_sgd, b_sgd = train_sgd(X, y, 0.02, 100)
print((w_hand - w_sgd).abs().max(), (b_hand - b_sgd).abs())

# 原因分析：
# w 是需要梯度的叶子张量，更新时如果被追踪，原地修改会报错，所以更新要放在 no_grad 里，不记录到计算图中。
# backward() 会把梯度累加到 .grad 上，所以每一步之后都要清零，否则下一步用的是以前所有梯度的和。
