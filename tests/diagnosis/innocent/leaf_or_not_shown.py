import torch

x = torch.tensor(2.0, requires_grad=True)
y = x * 3
z = y**2
z.backward()
for name, t in (("x", x), ("y", y), ("z", z)):
    if t.is_leaf and t.grad is not None:
        print(name, t.grad)
    else:
        print(name, "keeps no gradient", t.retains_grad)
if y.grad is not None:
    print("never")
print(y.grad is None)
