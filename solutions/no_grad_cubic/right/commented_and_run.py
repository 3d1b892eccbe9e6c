import torch
# x = torch.tensor(1.0)
# y1 = x ** 2
# y2 = x ** 3
# y3 = y1 + y2
# y3.backward()   # 这样会报错
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 分析：y2 不被追踪，requires_grad 是 False，反向传播不会经过 y2，只有 y1 的导数 2x=2。
