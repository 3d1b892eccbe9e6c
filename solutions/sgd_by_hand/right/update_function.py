import torch


@torch.no_grad()
def descend(parameters, lr):
    for p in parameters:
        p.copy_(p - lr * p.grad)
        p.grad.zero_()


def train(X, y, lr, steps):
    w = torch.nn.Parameter(torch.zeros(X.shape[1]))
    b = torch.nn.Parameter(torch.zeros(()))
    while steps > 0:
        loss = torch.nn.MSELoss()(X @ w + b, y)
        loss.backward()
        descend([w, b], lr)
        steps -= 1
    return w, b


def train_sgd(X, y, lr, steps):
    model = torch.nn.Linear(X.shape[1], 1)
    torch.nn.init.zeros_(model.weight)
    torch.nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        loss = torch.nn.MSELoss()(model(X).squeeze(1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.weight.squeeze(0), model.bias


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
