import torch


def forward():
    x = torch.tensor(3., requires_grad=True)
    y = x * x
    return x, y


def leaves():
    x, y = forward()
    z = y * y
    for name, t in (("x", x), ("y", y), ("z", z)):
        print(name, t.is_leaf)
    z.backward()
    return x.grad, y.grad


def retained():
    x, y = forward()
    y.retain_grad()
    z = y * y
    z.backward()
    return x.grad, y.grad


def hooked():
    x, y = forward()
    列表 = []
    y.register_hook(lambda grad: 列表.append(grad))
    w = y * y + 2 * y
    w.backward()
    print("梯度经过 y：", 列表)
    return x.grad


print(leaves())
print(retained())
print(hooked())

# 分析：x 是用户创建的叶子节点，y 是运算的结果，属于非叶子节点。
# 非叶子节点的梯度在反向传播后不会被保存，因此 y.grad 为 None。
# 调用 retain_grad() 就是告诉 PyTorch 保留 y 的梯度；hook 则可以在反向传播过程中看到它。
