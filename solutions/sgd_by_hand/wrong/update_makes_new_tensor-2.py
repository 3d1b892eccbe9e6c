# expect: update_makes_new_tensor
# score: 0
# message.zh: 在 no_grad 里写 w = w - lr * w.grad，得到的是一个新张量，它的 requires_grad 是 False，也没有 .grad；原来的 w 并没有被改动。
# message.en: Under no_grad, w = w - lr * w.grad makes a new tensor whose requires_grad is False and that has no .grad; the old w has not been changed.
# hint.zh: 比较 w = w - … 和 w -= …：哪一个还是原来那个张量？用 id(w) 或 w.requires_grad 看一看。
# hint.en: Compare w = w - … with w -= …: which of them is still the same tensor? Look at id(w) or w.requires_grad.
import torch


def train(X, y, lr, steps):
    w = torch.zeros(X.shape[1], requires_grad=True)
    b = torch.zeros((), requires_grad=True)

    for _ in range(steps):
        loss = ((X @ w + b - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w = w - lr * w.grad
            b = b - lr * b.grad
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

# Explanation:
# The update stands under no_grad because it must not be recorded in the graph: w is a leaf that requires
# grad, and changing it in place while it is tracked raises an error.
# backward() adds to .grad, so the gradients are set to zero after every step; otherwise the next step would
# use the sum of all the gradients so far.
