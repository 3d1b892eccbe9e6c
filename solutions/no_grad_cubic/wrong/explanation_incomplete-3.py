# expect: explanation_incomplete
# score: 7
import torch
x = torch.tensor([1.0], requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 我运行了程序，屏幕上显示 2，这道题让我对张量有了更多的了解，收获很大。
