# expect: function_changes_input
# score: 5.17
# message.zh: f 把传入的 a 本身改成了原来的 4 倍，而且绕过了 autograd（例如用 .data）：梯度因此少了 4 倍，调用者的 a 也变了。
# message.en: Your f makes the a that was passed in four times itself, past autograd (as with .data), so the gradient lacks the factor 4 and the caller's a is no longer what it was.
# hint.zh: 不要改 a，用 b = a * 4 得到一个新的张量。
# hint.en: Leave a alone; b = a * 4 makes a new tensor.
import torch


def f(a):
    a.data *= 4
    b = a * 1
    while b.norm() < 100:
        b = b * 2
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
