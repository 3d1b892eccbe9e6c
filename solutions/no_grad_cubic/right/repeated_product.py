import torch
x=torch.tensor(1.,requires_grad=True)
y1=x*x
with torch.no_grad(): y2=x*x*x
y3=y1+y2
y3.backward()
print(x.grad)
#y2没有被追踪，不在计算图上，所以y2的梯度不会传给x，x.grad=2x=2
