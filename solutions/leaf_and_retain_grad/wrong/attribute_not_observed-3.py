# expect: attribute_not_observed
# score: 0
import torch

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.retain_grad()
z = y ** 2
z.backward()
print(x.is_leaf, y.is_leaf, x.grad, y.grad)

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
kept = []
y.register_hook(kept.append)
w = y ** 2 + 2 * y
w.backward()
print(kept, x.grad)

# x 是直接创建的叶子，y 由运算得到，不是叶子。非叶子的梯度不会保存，所以 y.grad 是 None；
# retain_grad() 让 y 的梯度保留下来，钩子在反向传播时看到它。
