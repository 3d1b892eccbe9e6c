import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = 1
    for _ in range(3):
        y2 = y2 * x
y3 = y1 + y2
y3.backward()
print(x.grad)
# y2 没有被追踪，不在计算图中，梯度不会从 y2 传回 x，所以结果为 2。
