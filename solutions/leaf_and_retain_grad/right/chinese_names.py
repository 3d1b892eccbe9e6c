import torch

叶子 = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
中间 = torch.square(叶子)
结果 = torch.square(中间)
print(叶子.is_leaf, 中间.is_leaf)
结果.backward()
print("叶子的梯度", 叶子.grad)
print("中间的梯度", 中间.grad)

叶子 = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
中间 = torch.square(叶子)
中间.retain_grad()
结果 = torch.square(中间)
结果.backward()
print("中间的梯度", 中间.grad)

叶子 = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
中间 = torch.square(叶子)


看到的 = []


def 钩子(梯度):
    看到的.append(梯度)


中间.register_hook(钩子)
结果 = torch.square(中间) + 2 * 中间
结果.backward()
print("钩子看到", 看到的)
print("叶子的梯度", 叶子.grad)

# 中间变量 y 不是叶子节点，它的梯度没有被存下来，所以是 None。
# 叶子节点 x 是我们直接创建的。要想看 y 的梯度，可以用 retain_grad 保留，也可以注册 hook，在反向传播时把梯度打印出来。
