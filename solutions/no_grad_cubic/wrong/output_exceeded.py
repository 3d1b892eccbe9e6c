# expect: output_exceeded
# score: 3
import torch
x = torch.tensor(1.0, requires_grad=True)
i = 0
while i >= 0:
    print("第", i, "次计算", x)
    i += 1
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
# 因为 y2 没有被追踪，requires_grad=False，所以不会把梯度传回 x。
