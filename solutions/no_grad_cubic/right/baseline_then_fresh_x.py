import torch

# 一、不中断梯度追踪
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x ** 3
y3 = y1 + y2
y3.backward()
print('不中断时 x 的梯度：', x.grad)      # 2x + 3x^2 = 5

# 二、计算 x**3 时中断
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print('中断后 x 的梯度：', x.grad)

'''
分析：第一种情况 y1、y2 都在计算图里，梯度是 2+3=5。
第二种情况 y2 是在 no_grad 下算的，requires_grad=False，它不参与反向传播，
梯度只通过 y1 传到 x，所以第二次得到 2。
'''
