import torch

x = torch.tensor(3.0, requires_grad=True)
u = x * 2
y = u * u
u += 1
try:
    y.backward()
except RuntimeError as e:
    print(e)

x = torch.tensor(3.0, requires_grad=True)
u = x * 2
y = u * u
u.data += 1
y.backward()
print(x.grad)

x = torch.tensor(3.0, requires_grad=True)
u = x * 2
y = u * u
d = u.detach()
d += 1
try:
    y.backward()
except RuntimeError as e:
    print(e)

x = torch.tensor(3.0, requires_grad=True)
u = x * 2
v = u.clone()
y = u * u
v += 1
z = y + v
z.backward()
print(x.grad)

x = torch.tensor(3.0, requires_grad=True)
u = x * 2
w = u * u
w *= 2
w.backward()
print(x.grad)
# y = u**2 的反向传播要用到前向时保存的 u，u 被原地修改后版本号和保存时不一致，所以 (1) 报错。
# 通过 .data 修改不会增加版本号，PyTorch 检测不到，因此 (2) 不报错，但用改过的 u 算出的梯度 28 是错的，正确的是 24。
# detach() 得到的张量与 u 共享内存和版本号，所以 (3) 也报错；clone() 有自己的内存，改副本不影响 u。
# w 的反向传播不需要 w 的值，所以 (5) 没有问题。
