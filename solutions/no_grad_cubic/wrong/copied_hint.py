# expect: copied_hint
# score: 7
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x * 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 结果为 2.0，因为 y2 在 no_grad 中计算，没有被追踪，只有 y1 对梯度有贡献：2x = 2。
