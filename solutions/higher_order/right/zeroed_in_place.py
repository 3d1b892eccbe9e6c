import torch

x = torch.tensor(2.0, requires_grad=True)
y = torch.pow(x, 4) + torch.pow(x, 2)
y.backward(create_graph=True)
g1 = x.grad.clone()
print("一阶:", g1.item(), g1.grad_fn)
x.grad = None
g2, = torch.autograd.grad(g1, x, create_graph=True)
print("二阶:", g2.item())
g2.backward()
print("三阶:", x.grad.item())

w = torch.tensor([2.0, -1.0], requires_grad=True)
z = torch.tensor([1.0, 3.0], requires_grad=True)
out = (w * z).sum().square()
out.backward(create_graph=True)
s = z.grad
penalty = (s ** 2).sum()
w.grad = None
penalty.backward()
print("惩罚:", penalty.item(), "w 的梯度:", w.grad)


def second_derivative(f, x):
    y = f(x)
    first = torch.autograd.grad(y, x, grad_outputs=torch.ones_like(y), create_graph=True)[0]
    second = torch.autograd.grad(first, x, grad_outputs=torch.ones_like(first), create_graph=True)[0]
    return second


# 因为默认情况下反向传播算完梯度就释放计算图，算梯度的步骤不会被记录，g1 的 requires_grad 是 False，不能再求导。
# 加上 create_graph=True 以后，算梯度的步骤也进入了计算图，g1 有 grad_fn，可以对它继续求导得到二阶导数。
