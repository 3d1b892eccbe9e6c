"""参考解答 / Reference solution: linear regression trained by hand, and by optim.SGD."""
import torch


def train(X, y, lr, steps):
    weight = torch.zeros(X.shape[1], requires_grad=True)
    bias = torch.zeros((), requires_grad=True)
    for _ in range(steps):
        error = X @ weight + bias - y
        loss = (error ** 2).mean()
        loss.backward()
        with torch.no_grad():
            weight -= lr * weight.grad
            bias -= lr * bias.grad
        weight.grad.zero_()
        bias.grad.zero_()
    return weight, bias


def train_sgd(X, y, lr, steps):
    weight = torch.zeros(X.shape[1], requires_grad=True)
    bias = torch.zeros((), requires_grad=True)
    optimizer = torch.optim.SGD([weight, bias], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(X @ weight + bias, y)
        loss.backward()
        optimizer.step()
    return weight, bias


torch.manual_seed(7)
X = torch.randn(64, 2) * torch.tensor([1.0, 0.2])
y = X @ torch.tensor([2.0, -3.0]) + 0.5 + 0.1 * torch.randn(64)

w, b = train(X, y, 0.02, 2000)
print("w:", w, "b:", b)
w_hand, b_hand = train(X, y, 0.02, 100)
w_sgd, b_sgd = train_sgd(X, y, 0.02, 100)
print("differences:", w_hand - w_sgd, b_hand - b_sgd)

# 原因分析：
# w -= lr * w.grad 必须放在 torch.no_grad() 里：w 是需要梯度的叶子张量，如果更新被追踪，PyTorch 会报错
# （不允许对叶子做原地修改）；更新只是修改参数的数值，不应该被记录进计算图。
# 每一步之后都要把梯度清零，因为 backward() 会把新的梯度累加到 w.grad 上，不清零的话，下一步用的就是
# 以前所有梯度的和，走的方向和步长都不对。这样手写的结果和 optim.SGD 的结果一样。
