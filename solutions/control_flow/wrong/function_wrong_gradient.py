# expect: function_wrong_gradient
# score: 5.83
# message.zh: 循环里的翻倍绕过了 autograd（例如用 .data），没有被记录：f 的值正确，梯度却少了翻倍的部分，而且不会报错。
# message.en: The doublings in your loop go past autograd (as with .data) and are not recorded: the value of f is right, but its gradient lacks them, and there is no error.
# hint.zh: 把 y / x 与 x.grad 一起打印；再用普通的运算 b = b * 2 代替。
# hint.en: Print y / x beside x.grad; then use the ordinary operation b = b * 2 instead.
import torch


def f(a):
    b = a * 4
    while b.norm() < 100:
        b.data *= 2
    if b.sum() > 0:
        c = b
    else:
        c = -3 * b
    return c


x = torch.tensor(2.0, requires_grad=True)
y = f(x)
y.backward()
print(x.grad)
v = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
z = f(v)
z.sum().backward()
print(v.grad)
m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
u = f(m)
u.sum().backward()
print(m.grad)

# The graph is built while the program runs and holds only the operations that were executed.
# For a given input f(a) = k * a with a constant k, so the gradient is k = f(a)/a.
