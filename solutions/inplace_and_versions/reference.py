"""参考解答 / Reference solution: which in-place changes break backward, and why."""
import torch

# (1) 原地修改被保存的值
x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
print("version before:", u._version)
u.add_(1)
print("version after:", u._version)
try:
    y.backward()
except RuntimeError as error:
    print("(1)", error)

# (2) 通过 .data 修改
x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
u.data.add_(1)
y.backward()
print("(2)", x.grad, "right:", 8 * x.detach(), "version:", u._version)

# (3) 通过 detach() 修改
x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
u.detach().add_(1)
try:
    y.backward()
except RuntimeError as error:
    print("(3)", error)

# (4) 用 clone() 保护
x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
v = u.clone()
v.add_(1)
z = y + v
z.backward()
print("(4)", x.grad)

# (5) 无害的原地修改
x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
w = u ** 2
w.mul_(2)
w.backward()
print("(5)", x.grad)

# 原因分析：
# y = u**2 的反向传播要用到前向时保存的 u。u.add_(1) 改了 u，也使它的版本号从 0 变成 1，
# backward 检查时发现版本号与保存时不一致，所以 (1) 报错；detach() 得到的张量与 u 共享内存和版本号，所以 (3) 也报错。
# 通过 .data 的修改不会增加版本号，PyTorch 检测不到，于是不报错，却用改过的 u 算出了错误的梯度 28（应为 24）。
# clone() 得到的副本有自己的内存，改它不影响 u。w 的反向传播只用到 u，不需要 w 的值，所以 (5) 没有问题。
