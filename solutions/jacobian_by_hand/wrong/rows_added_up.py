# expect: rows_added_up
# score: 7
# message.zh: {where}：`{code}` 的 x.grad = {gradient} 是 J 的两行之和：对 y.sum() 求导，或者 v 取全 1，或者第二次之前没有清零，都会把两行加在一起。
# message.en: {where}: for `{code}` x.grad = {gradient} is the sum of both rows of J. Differentiating y.sum(), a v of ones, or not clearing x.grad before the second call adds the rows together.
# hint.zh: 每次只让 v 的一个分量为 1，其余为 0，并在两次之间清空 x.grad。
# hint.en: Let one component of v be 1 and the other 0, and clear x.grad between the two calls.
import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


x = torch.tensor([1., 3.], requires_grad=True)
y = f(x)
y.sum().backward()
print(x.grad)
print(torch.func.jacrev(f)(x.detach()))
# y 不是标量，所以 y.backward() 必须给出一个和 y 形状相同的向量 v。
# backward(v) 算的是 vᵀJ，v = [1, 0] 取出雅可比矩阵的第一行，v = [0, 1] 取出第二行。
# 两次之间要把 x.grad 清零，否则梯度会累加；第一次要用 retain_graph=True 保留计算图。
