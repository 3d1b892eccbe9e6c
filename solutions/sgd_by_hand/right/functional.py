import torch


from torch.func import grad


def loss_of(parameters, X, y):
    w, b = parameters
    return ((X @ w + b - y) ** 2).mean()


def train(X, y, lr, steps):
    w, b = torch.zeros(X.shape[1]), torch.zeros(())
    for _ in range(steps):
        dw, db = grad(loss_of)((w, b), X, y)
        w, b = w - lr * dw, b - lr * db
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

# With torch.func the gradients are returned and not stored, so nothing accumulates and nothing is to be zeroed. With
# backward() they would pile up in w.grad, and every step would go along the sum of all gradients so far.
# Likewise no no_grad is needed here because w does not require grad. With leaves that require grad an in-place
# update which autograd records is refused with an error: a leaf must not be changed in place while it is tracked.
