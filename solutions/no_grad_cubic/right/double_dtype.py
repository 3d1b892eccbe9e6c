import torch
torch.set_default_dtype(torch.float64)
x = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
y1 = torch.float_power(x, 2)
with torch.no_grad():
    y2 = torch.float_power(x, 3)
y3 = y1 + y2
y3.backward()
print(x.grad)
# 由于 no_grad，y2 的计算没有被记录，y2.requires_grad = False，所以 y2 对梯度没有贡献，
# x 的梯度只由 y1 决定，为 2.
