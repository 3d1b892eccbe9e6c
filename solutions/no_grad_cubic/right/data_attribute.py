import torch
a = torch.tensor(1.0)
a.requires_grad = True
b = a ** 2
c = a.data ** 3
d = b + c
d.backward()
print(a.grad)
print(c.requires_grad, d.requires_grad)
# a.data 不带梯度信息，所以 a.data**3 没有被追踪，c 的 requires_grad=False。
# 梯度没办法从 c 传回 a，a.grad 只来自 b=a**2，等于 2。
