# expect: explanation_keyword_list
# score: 7
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 关键词：no_grad，requires_grad，grad_fn，计算图，反向传播，梯度，追踪，中断，常数
