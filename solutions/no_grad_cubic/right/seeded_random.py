import torch
torch.manual_seed(42)
w = torch.randn(3)
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(w, x.grad)
# 因为中断了梯度追踪，y2 不在计算图里，y2 的梯度不会传回 x，所以 x.grad 是 2 而不是 5。
