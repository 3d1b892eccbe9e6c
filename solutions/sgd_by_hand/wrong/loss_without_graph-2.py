# expect: loss_without_graph
# score: 0
# message.zh: 调用 backward() 时，loss 所依赖的张量没有一个需要梯度，所以报错：要么预测值被 detach() 切断了，要么更新之后的 w 和 b 丢掉了 requires_grad。
# message.en: When backward() is called nothing that the loss depends on requires grad, hence the error: either the prediction was cut off by detach(), or w and b came out of the update without requires_grad.
# hint.zh: 在循环里打印 w.requires_grad 和 loss.requires_grad：从哪一步、哪一行开始变成了 False？
# hint.en: Print w.requires_grad and loss.requires_grad inside the loop: at which step and line do they become False?
import torch


def train(X, y, lr, steps):
    w = torch.zeros(X.shape[1], requires_grad=True)
    b = torch.zeros((), requires_grad=True)

    for _ in range(steps):
        loss = ((X @ w + b - y) ** 2).mean()
        loss.backward()
        w = (w - lr * w.grad).detach()
        b = (b - lr * b.grad).detach()
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
