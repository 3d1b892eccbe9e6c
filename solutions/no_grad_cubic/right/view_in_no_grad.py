import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x.view(-1).reshape(()) ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# y2 在 no_grad 中计算，没有被追踪，梯度不会传回 x，只有 x**2 有贡献，结果是 2。
