# expect: requires_grad_forced
# score: 6
import torch
x = torch.tensor(1.0, requires_grad=True)
with torch.no_grad():
    y1 = x ** 2
    y2 = x ** 3
y3 = y1 + y2
y3.requires_grad_(True)   # 不加这句会报错
y3.backward()
print(x.grad)
# no_grad 里 x**3 没有被追踪，没有 grad_fn，梯度不能通过 y2 反向传播回 x。
