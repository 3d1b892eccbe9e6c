# expect: backward_without_v
# score: 3.5
# message.zh: {where}：y 有两个分量，不是标量，所以不带参数的 y.backward() 会报错：grad can be implicitly created only for scalar outputs。PyTorch 不知道要对哪个分量求导。
# message.en: {where}: y has two components and is no scalar, so y.backward() without an argument fails: grad can be implicitly created only for scalar outputs. PyTorch cannot know which component to differentiate.
# hint.zh: 传入与 y 形状相同的 v，例如 torch.tensor([1., 0.])，看看 x.grad 是 J 的哪一行。
# hint.en: Pass a v of the shape of y, such as torch.tensor([1., 0.]), and see which row of J x.grad is.
import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


x = torch.tensor([1., 3.], requires_grad=True)
y = f(x)
y.backward()
print(x.grad)
# y 不是标量，所以 y.backward() 必须给出一个和 y 形状相同的向量 v。
# backward(v) 算的是 vᵀJ，v = [1, 0] 取出雅可比矩阵的第一行，v = [0, 1] 取出第二行。
# 两次之间要把 x.grad 清零，否则梯度会累加；第一次要用 retain_graph=True 保留计算图。
