# expect: explanation_keyword_list
# score: 7
"""
- 中断追踪
- requires_grad=False
- 计算图
- 反向传播
- 只有 y1
"""
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x.detach() ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
