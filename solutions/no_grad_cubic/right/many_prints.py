import torch

print("=" * 40)
print("1. 创建张量")
x = torch.tensor(1.0, requires_grad=True)
print("x =", x)
print("=" * 40)
print("2. 前向计算")
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
print("y1 =", y1)
print("y2 =", y2)
print("y3 =", y3)
print("y1.requires_grad:", y1.requires_grad)
print("y2.requires_grad:", y2.requires_grad)
print("y3.requires_grad:", y3.requires_grad)
print("=" * 40)
print("3. 反向传播")
y3.backward()
print("x.grad =", x.grad)
print("=" * 40)
print("4. 原因分析")
print("y2 的 requires_grad 是 False，说明 x 的三次方没有被追踪，")
print("所以 y3 对 x 求导时 y2 被当作常数，梯度只有 y1 的 2x = 2。")
