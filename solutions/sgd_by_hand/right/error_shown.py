import torch

torch.manual_seed(7)
X = torch.randn(64, 2) * torch.tensor([1.0, 0.2])
y = X @ torch.tensor([2.0, -3.0]) + 0.5 + 0.1 * torch.randn(64)

# 先看看不写 no_grad 会怎样
w0 = torch.zeros(2, requires_grad=True)
((X @ w0 - y) ** 2).mean().backward()
try:
    w0 -= 0.01 * w0.grad
except RuntimeError as e:
    print("报错：", e)


def train(X, y, lr, steps):
    w = torch.zeros(X.shape[1], requires_grad=True)
    b = torch.zeros((), requires_grad=True)
    for _ in range(steps):
        if w.grad is not None:
            w.grad.zero_()
            b.grad.zero_()
        e = y - (X @ w + b)
        loss = (e * e).mean()
        loss.backward()
        torch.set_grad_enabled(False)
        w -= lr * w.grad
        b -= lr * b.grad
        torch.set_grad_enabled(True)
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


w, b = train(X, y, 0.02, 2000)
print(w, b)
print(*train(X, y, 0.02, 100), *train_sgd(X, y, 0.02, 100), sep="\n")

# 原因分析：
# w 是需要梯度的叶子张量，更新时如果被追踪，原地修改会报错，所以更新要放在 no_grad 里，不记录到计算图中。
# backward() 会把梯度累加到 .grad 上，所以每一步之后都要清零，否则下一步用的是以前所有梯度的和。
