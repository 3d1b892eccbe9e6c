import torch
x = torch.tensor(1.0, requires_grad=True)

# 先不中断
y1 = x ** 2
y2 = x ** 3
y3 = y1 + y2
y3.backward()
print('不中断梯度追踪:', x.grad)

# 再中断
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print('中断梯度追踪:', x.grad)

# 中断之后 y2 没有 grad_fn，不会参与反向传播，梯度只来自 y1。
