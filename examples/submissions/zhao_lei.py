# -*- coding: gbk -*-
# 赵磊  作业二
import torch

x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x.detach() ** 3        # detach：中断梯度追踪
y3 = y1 + y2
y3.backward()
print('x.grad =', x.grad)
print('''原因分析：y2 用 detach 之后的 x 计算，没有被追踪，不在计算图里，
所以 y2 的梯度不会传回 x，x.grad 只有 y1 的贡献 2x = 2。''')
