# expect: function_changes_grad
# score: 7.5
# message.zh: second_derivative 用了 backward：两次的结果都累加在 x.grad 里，返回的是一阶与二阶导数之和，还改变了 x.grad。
# message.en: Your second_derivative uses backward: both results add up in x.grad, so it returns the first plus the second derivative, and x.grad is changed.
# hint.zh: torch.autograd.grad 直接返回导数，不会碰 x.grad。
# hint.en: Use torch.autograd.grad: it returns the derivative itself and leaves x.grad alone.
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
    f(x).sum().backward(create_graph=True)
    first = x.grad
    first.sum().backward(create_graph=True)
    return x.grad


# create_graph=True records the operations of the backward pass as well, so g1 has a grad_fn and can be
# differentiated again. Without it g1 has requires_grad=False and a second derivative raises an error.
