import torch


def train(X, y, lr, steps):
    w = torch.zeros(X.size(1), requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for step in range(steps):
        prediction = X @ w + b
        loss = torch.nn.functional.mse_loss(prediction, y)
        dw, db = torch.autograd.grad(loss, [w, b])
        w = (w - lr * dw).detach().requires_grad_()
        b = (b - lr * db).detach().requires_grad_()
    return w.detach(), b.detach()


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

# Why no_grad (or detach, as here)?  The new w must not be part of the graph of the old one.  If the update were
# tracked, w would no longer be a leaf, and the graph would grow with every step.
# Why zeroing?  Gradients accumulate: backward() adds the new gradient to what is already in w.grad.  With
# autograd.grad nothing is stored in .grad, so there is nothing to zero here.
