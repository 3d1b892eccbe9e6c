import torch
from torch.func import jacrev
def F(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])
def row(i):
    x = torch.tensor([1., 3.], requires_grad=True)
    y = F(x)
    v = torch.zeros(2)
    v[i] = 1.0
    y.backward(v)
    return x.grad
rows = [row(i) for i in range(2)]
J = torch.vstack(rows)
print(rows[0], rows[1])
print(J)
J2 = jacrev(F)(torch.tensor([1., 3.]))
print(J2)

# 原因分析：
# y 不是标量，PyTorch 不知道要对哪个分量求导，所以 y.backward() 必须给出与 y 形状相同的 v。
# backward(v) 计算的是 vᵀJ，即 J 的各行按 v 加权求和：v = [1, 0] 取出第一行，v = [0, 1] 取出第二行。
# 两次调用之间要清空 x.grad，否则梯度会累加成 [6, 9]；第一次之后计算图被释放，
# 所以要重新计算 y（或者第一次用 retain_graph=True 保留计算图）。
