import torch
x = torch.tensor([1.0], requires_grad=True)
y1 = x.pow(2)
y2 = torch.tensor((x ** 3).tolist())
y3 = y1 + y2
y3.backward()
print(x.grad)
# y2 是用数字新建的张量，requires_grad=False，没有被追踪，梯度不会传回 x，结果是 2。
