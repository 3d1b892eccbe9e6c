# expect: function_wrong_value
# score: 7.67
# message.zh: second_derivative 返回的是一阶导数：只求了一次导。
# message.en: Your second_derivative returns the first derivative: it differentiates only once.
# hint.zh: 对 first 再求一次导，返回第二次的结果；用 f(t) = t**2 验证，它的二阶导数处处是 2。
# hint.en: Differentiate first once more and return that; test with f(t) = t**2, whose second derivative is 2 everywhere.
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x**4 + x**2
(g1,) = torch.autograd.grad(y, x, create_graph=True)
(g2,) = torch.autograd.grad(g1, x, create_graph=True)
(g3,) = torch.autograd.grad(g2, x)
print(g1, g2, g3)

w = torch.tensor([2.0, -1.0], requires_grad=True)
z = torch.tensor([1.0, 3.0], requires_grad=True)
out = (w * z).sum() ** 2
(s,) = torch.autograd.grad(out, z, create_graph=True)
penalty = (s**2).sum()
penalty.backward()
print(penalty, w.grad)


def second_derivative(f, x):
    (first,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    return first


# create_graph=True 会把反向传播的运算也记录到计算图里，所以 g1 带有 grad_fn，可以再次求导，g2 是 g1 的导数。
# 不写的话 g1 没有 grad_fn，requires_grad 是 False，再求导就会报错。
