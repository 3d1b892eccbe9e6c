import torch

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
z = y ** 2
print(f"{x.is_leaf=} {y.is_leaf=}")
z.backward(retain_graph=True)
print(f"{x.grad=}")
print(f"{y.grad=}")

x.grad = None
y.retain_grad()
z.backward()
print(f"{x.grad=}")
print(f"{y.grad=}")

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
grads = []
y.register_hook(lambda g: grads.append(g.clone()))
w = y ** 2 + 2 * y
w.backward()
print(grads)
print(f"{x.grad=}")

# y 是非叶子张量，是 x 平方算出来的；x 是叶子张量，是自己定义的。
# 默认情况下 autograd 只保存叶子的梯度，非叶子的梯度不保留，因此第一次 y.grad 为 None 并且出现警告。
# 第二次在 backward 之前调用了 retain_grad，所以 y.grad 被保存了下来，等于 18。
# 钩子函数会在反向传播算出 y 的梯度时被调用，能看到这个梯度。
