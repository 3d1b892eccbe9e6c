import torch
from torch.autograd import Variable

x = Variable(torch.Tensor([1]), requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 因为 y2 被 torch.no_grad() 包裹，所以 y2 不会求梯度，它与 x 的联系被切断，
# 反向传播只会计算 y1 的梯度，即 2x，代入 x=1 得 2。
