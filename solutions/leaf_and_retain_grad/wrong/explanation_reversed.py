# expect: explanation_reversed
# score: 7.5
import torch

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
z = y ** 2
print(x.is_leaf, y.is_leaf)
z.backward()
print(x.grad)
print(y.grad)

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.retain_grad()
z = y ** 2
z.backward()
print("y.grad", y.grad)

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
kept = []
y.register_hook(kept.append)
w = y ** 2 + 2 * y
w.backward()
print(kept, x.grad)

# y 是叶子节点，x 不是叶子节点，所以 x 的梯度不会保存。retain_grad() 保留了 y 的梯度。
