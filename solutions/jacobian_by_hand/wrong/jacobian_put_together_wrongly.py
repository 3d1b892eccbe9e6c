# expect: jacobian_put_together_wrongly
# score: 6.5
# message.zh: {where}：程序里没有等于 J 的张量。常见的原因：两行的顺序颠倒；堆叠的方向不对，得到了转置；保存的第一行和 x.grad 是同一个张量，x.grad.zero_() 把它也清掉了。
# message.en: {where}: no tensor of the program is J. Common causes: the rows are swapped; they were stacked in the other direction, which gives the transpose; or the first row that was kept is x.grad itself, and x.grad.zero_() cleared it too.
# hint.zh: 第 i 行应当是 yi 对 x 的梯度；用 x.grad.clone() 保存每一行，再用 torch.stack([row0, row1]) 堆叠。
# hint.en: Row i has to be the gradient of yi; keep each row as x.grad.clone() and stack them with torch.stack([row0, row1]).
import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


x = torch.tensor([1., 3.], requires_grad=True)
y = f(x)
y.backward(torch.tensor([1., 0.]), retain_graph=True)
row0 = x.grad.clone()
print(row0)
x.grad.zero_()
y.backward(torch.tensor([0., 1.]))
row1 = x.grad.clone()
print(row1)
J = torch.stack([row1, row0])
print(J)
# y 不是标量，所以 y.backward() 必须给出一个和 y 形状相同的向量 v。
# backward(v) 算的是 vᵀJ，v = [1, 0] 取出雅可比矩阵的第一行，v = [0, 1] 取出第二行。
# 两次之间要把 x.grad 清零，否则梯度会累加；第一次要用 retain_graph=True 保留计算图。
