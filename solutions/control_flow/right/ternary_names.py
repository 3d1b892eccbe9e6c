# 控制流求导
import torch


def f(输入):
    """乘以 4，反复翻倍，再按符号选择分支。"""
    结果 = 4 * 输入
    while torch.norm(结果) < 100:
        结果 = 结果 + 结果
    return 结果 if torch.sum(结果) > 0 else 结果 * (-3)


标量 = torch.tensor(2.0, requires_grad=True)
f(标量).backward()
print(标量.grad)
向量 = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
f(向量).sum().backward()
print(向量.grad)
矩阵 = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
f(矩阵).sum().backward()
print(矩阵.grad)
print(标量.grad == f(标量) / 标量)
# 因为 PyTorch 用的是动态图：代码执行到哪里，图就建到哪里，循环了几次就记录几次乘法，if 没有走到的那一支根本不会被记录。
# 不管走哪一支，f(a) 都等于 a 乘以某个常数，所以导数就是这个常数，也就是 f(a)/a。
