# expect: function_wrong_value
# score: 7.67
# message.zh: second_derivative 用差商近似：在 float32 里相近的数相减，误差太大，不是自动求导得到的二阶导数。
# message.en: Your second_derivative approximates by differences: in float32, subtracting numbers that are nearly equal leaves large errors. It is not the second derivative by autograd.
# hint.zh: 对 f(x).sum() 求导时加上 create_graph=True，再对得到的一阶导数求导。
# hint.en: Differentiate f(x).sum() with create_graph=True, then differentiate the first derivative that you get.
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
    h = 1e-2
    return (f(x + h) - 2 * f(x) + f(x - h)) / h**2


# create_graph=True records the operations of the backward pass as well, so g1 has a grad_fn and can be
# differentiated again. Without it g1 has requires_grad=False and a second derivative raises an error.
