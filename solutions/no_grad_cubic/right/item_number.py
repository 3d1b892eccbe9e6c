import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = (x**3).item()      # 变成普通的 python 数字
y3 = y1 + y2
y3.backward()
print(x.grad)
# .item() 取出来的是普通数字，不再是张量，和计算图没有关系了，梯度追踪在这里中断。
# 所以 y2 相当于常数，求导为 0，只有 y1 贡献梯度 2。
