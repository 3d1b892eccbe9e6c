# expect: penalty_of_parameters
# score: 8
# message.zh: s 求成了 out 对参数 w 的梯度；题目要求先对输入 z 求梯度，再让惩罚对 w 求梯度。
# message.en: Your s is the gradient of out with respect to the parameters w; the task asks for the one with respect to the input z, and only then for that of the penalty with respect to w.
# hint.zh: 梯度惩罚限制的是输出随输入变化的快慢：第一次求导对 z，第二次对 w。
# hint.en: The penalty limits how fast the output changes with the input: differentiate by z first, then by w.
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
(s,) = torch.autograd.grad(out, w, create_graph=True)
penalty = (s**2).sum()
penalty.backward()
print(penalty, w.grad)


def second_derivative(f, x):
    (first,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x, create_graph=True)
    return second

print(second_derivative(torch.sin, torch.tensor([0.5, 1.0], requires_grad=True)))

# create_graph=True records the operations of the backward pass as well, so g1 has a grad_fn and can be
# differentiated again. Without it g1 has requires_grad=False and a second derivative raises an error.
