# expect: result_not_computed
# score: 6.5
import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


x = torch.tensor([1., 3.], requires_grad=True)
y = f(x)
y.backward(torch.tensor([1., 0.]), retain_graph=True)
row0 = x.grad
x.grad.zero_()
y.backward(torch.tensor([0., 1.]))
row1 = x.grad
J = torch.stack([row0, row1])
print(J)
# y 不是标量，所以 y.backward() 必须给出一个和 y 形状相同的向量 v。
# backward(v) 算的是 vᵀJ，v = [1, 0] 取出雅可比矩阵的第一行，v = [0, 1] 取出第二行。
# 两次之间要把 x.grad 清零，否则梯度会累加；第一次要用 retain_graph=True 保留计算图。
