import torch
x = torch.tensor(1.0)
y2 = x ** 3              # 这时 x 还不需要梯度，所以 y2 没有被追踪
x.requires_grad_(True)
y1 = x ** 2
y3 = y1 + y2
y3.backward()
print(x.grad, y2.requires_grad)
# y2 计算的时候没有打开梯度追踪，y2.requires_grad=False，不在计算图中，
# 梯度只能从 y1 传回 x，因此 x.grad=2。
