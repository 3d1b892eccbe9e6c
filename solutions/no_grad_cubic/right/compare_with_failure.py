import torch
# 正确的做法
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)

# 如果全部放进 no_grad，会报错
x = torch.tensor(1.0, requires_grad=True)
try:
    with torch.no_grad():
        y1 = x ** 2
        y2 = x ** 3
        y3 = y1 + y2
    y3.backward()
except RuntimeError as e:
    print('报错：', e)
# 原因：y2 在 no_grad 中没有被追踪，requires_grad 为 False，所以 y2 的梯度不会回传给 x，x.grad 只有 y1 的导数 2。
