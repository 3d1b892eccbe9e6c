# expect: one_step_too_few
# score: 0
# message.zh: 少走了一步：调用 train 时要求 steps 步，而 w 和 b 停在了第 steps - 1 步的位置。
# message.en: One step is missing: train is asked for `steps` steps, but w and b are where they stand after steps - 1 of them.
# hint.zh: steps = 1 时你的循环执行几次？打印出来数一数。
# hint.en: How often does your loop run for steps = 1? Print and count.
import torch


def train(X, y, lr, steps):
    w = torch.zeros(X.shape[1], requires_grad=True)
    b = torch.zeros((), requires_grad=True)

    for step in range(1, steps):
        loss = ((X @ w + b - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad.zero_()
        b.grad.zero_()
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
