# -*- coding: utf-8 -*-
import torch

# 创建叶子张量
x = torch.tensor(3.0, requires_grad=True)

# 第一次
y = x ** 2
y.backward()
print(f"第 1 次：{x.grad}")

# 第二次（不清零）
y = x ** 2
y.backward()
print(f"第 2 次：{x.grad}")

# 第三次（不清零）
y = x ** 2
y.backward()
print(f"第 3 次：{x.grad}")

# 清零方法一
x.grad.zero_()
print(f"清零后：{x.grad}")
z = x ** 3
z.backward()
print(f"z 的梯度：{x.grad}")

# 清零方法二
x.grad = None
print(f"清零后：{x.grad}")
w = x ** 4
w.backward()
print(f"w 的梯度：{x.grad}")

# 清零方法三
optimizer = torch.optim.SGD([x], lr=0.01)
optimizer.zero_grad()
print(f"清零后：{x.grad}")
v = x ** 5
v.backward()
print(f"v 的梯度：{x.grad}")

"""
原因分析：
（1）在 PyTorch 中，梯度是累积的，多次调用 backward() 得到的梯度会相加，因此是 6、12、18；
（2）所以在新一轮计算之前需要先把梯度归零；
（3）zero_() 以后 grad 还是一个张量，数值为 0；而 None 则是没有张量，下一次反向传播会新建一个。
"""
