# expect: explanation_incomplete
# score: 8.5
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 分析：with torch.no_grad() 里面计算的 y2 没有被追踪，requires_grad 为 False。
