import torch


def train(X, y, lr, steps):
    ones = torch.ones(len(X), 1)
    A = torch.cat([X, ones], dim=1)
    theta = torch.zeros(A.shape[1], requires_grad=True)
    for _ in range(steps):
        residual = A.mv(theta) - y
        residual.square().mean().backward()
        with torch.no_grad():
            theta -= lr * theta.grad
        theta.grad = None
    return theta[:-1].detach(), theta[-1].detach()


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

# Explanation
# Gradients add up in theta.grad from one backward to the next, so they have to be cleared, or each step would
# follow the sum of all earlier gradients instead of the current one.
# The step itself is not part of the model: without no_grad autograd would try to record it, and PyTorch refuses
# an in-place operation on a leaf variable that requires grad.
