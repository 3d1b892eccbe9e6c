# expect: input_not_tracked
# score: 0
import torch

x = torch.tensor(3.0)
y = x ** 2
z = y ** 2
print(x.is_leaf, y.is_leaf)
z.backward()
print(x.grad)
print(y.grad)

x = torch.tensor(3.0)
y = x ** 2
y.retain_grad()
z = y ** 2
z.backward()
print("y.grad", y.grad)

x = torch.tensor(3.0)
y = x ** 2
kept = []
y.register_hook(kept.append)
w = y ** 2 + 2 * y
w.backward()
print(kept, x.grad)
