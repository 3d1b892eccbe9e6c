# expect: rows_added_up
# score: 5
# message.zh: {where}：`{code}` 之后的梯度 {gradient} 是 J 的两行之和：v 取了全 1（对 y.sum() 求导也是一样），两行就加在了一起。
# message.en: {where}: the gradient {gradient} after `{code}` is the sum of both rows of J. A v of ones (or differentiating y.sum()) adds the rows together.
# hint.zh: 每次只让 v 的一个分量为 1，其余为 0：[1., 0.] 取第一行，[0., 1.] 取第二行。
# hint.en: Let one component of v be 1 and the other 0: [1., 0.] takes the first row, [0., 1.] the second.
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
