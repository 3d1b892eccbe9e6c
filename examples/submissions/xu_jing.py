import torch

x = torch.ones(1, requires_grad=True)
with torch.no_grad():
    y1 = x * x
y2 = x * x * x
y3 = y1 + y2
y3.backward()
print(x.grad)
# 结果是3，因为 no_grad 里面的部分没有被追踪，梯度不会传回去
