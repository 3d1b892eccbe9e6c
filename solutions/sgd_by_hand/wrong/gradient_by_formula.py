# expect: gradient_by_formula
# score: 0
# message.zh: 数值是对的，但梯度是用公式手算的，没有用 autograd：在 train 运行期间没有任何反向传播。
# message.en: The numbers are right, but the gradients come from a formula worked out by hand: no backward ran while train did.
# hint.zh: 让 PyTorch 来求 loss 的梯度，再看看它和你的公式是否一致。
# hint.en: Let PyTorch find the gradient of the loss, and see whether it agrees with your formula.
import torch


def train(X, y, lr, steps):
    n = len(y)
    w = torch.zeros(X.shape[1])
    b = torch.zeros(())
    for _ in range(steps):
        error = X @ w + b - y
        w -= lr * 2 / n * (X.T @ error)
        b -= lr * 2 / n * error.sum()
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
