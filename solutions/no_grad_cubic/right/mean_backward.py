import torch

x = torch.tensor([[1.0]], requires_grad=True)
y1 = x.pow(2)
with torch.no_grad():
    y2 = x.pow(3)
y3 = (y1 + y2)
loss = y3.mean()
loss.backward()
print(x.grad)
# 中断追踪以后 y2 的 requires_grad 是 False。loss 反向传播的时候 y2 不会把梯度传给 x，
# 所以 x.grad 只有 y1 的贡献，2*x = 2。
