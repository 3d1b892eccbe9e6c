import torch
x = torch.Tensor([1.])
x.requires_grad_(True)
print(x, x.is_leaf)
y1 = x**2
with torch.no_grad():
	y2 = x**3
y3 = y1+y2
y3.backward()
print(x.grad)
print('因为y2是在no_grad下计算的，没有被加入计算图，反向传播时y2的梯度不会回传到x，所以只有y1的梯度，结果是2')
