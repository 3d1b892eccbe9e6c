"""参考解答 / Reference solution: a Jacobian by two backward(v) calls."""
import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


x = torch.tensor([1.0, 3.0], requires_grad=True)
y = f(x)

y.backward(torch.tensor([1.0, 0.0]))
row0 = x.grad.clone()
print("row 0:", row0)

x.grad = None
y = f(x)
y.backward(torch.tensor([0.0, 1.0]))
row1 = x.grad.clone()
print("row 1:", row1)

J = torch.stack([row0, row1])
print("J:", J)

K = torch.func.jacrev(f)(x.detach())
print("jacrev:", K, torch.allclose(J, K))

# 原因分析：
# y 不是标量，PyTorch 不知道要对哪个分量求导，所以 y.backward() 必须给出与 y 形状相同的 v。
# backward(v) 计算的是 vᵀJ，即 J 的各行按 v 加权求和：v = [1, 0] 取出第一行，v = [0, 1] 取出第二行。
# 两次调用之间要清空 x.grad，否则梯度会累加成 [6, 9]；第一次之后计算图被释放，
# 所以要重新计算 y（或者第一次用 retain_graph=True 保留计算图）。
