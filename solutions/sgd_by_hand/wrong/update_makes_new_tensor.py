# expect: update_makes_new_tensor
# score: 0
# message.zh: w = w - lr * w.grad 不是修改 w，而是造出了一个新的、由旧的 w 算出来的张量：它不再是叶子，下一次 backward 不会给它 .grad，所以第二步就拿到 None。
# message.en: w = w - lr * w.grad does not change w but makes a new tensor computed from the old one: it is no leaf any more, the next backward leaves its .grad None, and the second step fails.
# hint.zh: 在第一步更新前后各打印一次 w.is_leaf。怎样才能只改 w 的数值，让它还是同一个叶子？
# hint.en: Print w.is_leaf before and after the first update. How can you change only the values of w, so that it stays the same leaf?
import torch


def train(X, y, lr, steps):
    w = torch.zeros(X.shape[1], requires_grad=True)
    b = torch.zeros((), requires_grad=True)

    for _ in range(steps):
        loss = ((X @ w + b - y) ** 2).mean()
        loss.backward()
        w = w - lr * w.grad
        b = b - lr * b.grad
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
