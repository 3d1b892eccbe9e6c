# -*- coding: gbk -*-
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
with torch.no_grad():
    y2 = x**3
y3 = y1 + y2
y3.backward()
print('x的梯度是', x.grad)
# 原因：x的立方在no_grad下计算，中断了梯度追踪，y2不在计算图中，
# 所以反向传播的时候y2不会传递梯度给x，只有y1对x的梯度，等于2。
