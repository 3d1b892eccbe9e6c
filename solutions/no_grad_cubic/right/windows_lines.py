import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
	y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 结果：tensor(2.)
# 原因：中断梯度追踪之后，y2的requires_grad为False，计算图里没有x**3这个节点，
# 反向传播时只有x**2有梯度，所以得到2而不是5
