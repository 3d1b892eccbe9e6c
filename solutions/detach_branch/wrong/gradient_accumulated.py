# expect: gradient_accumulated
# score: 6
import torch

x = torch.tensor(2.0, requires_grad=True)

a = x ** 2
b = x ** 3
y = a * b
y.backward()
print("full", x.grad)

a = x ** 2
b = (x ** 3).detach()
y = a * b
y.backward()
print("detach", x.grad)

a = x ** 2
with torch.no_grad():
    b = x ** 3
y = a * b
y.backward()
print("no_grad", x.grad)

a = x ** 2
b = x.data ** 3
y = a * b
y.backward()
print("copy", x.grad)

a = (x ** 2).detach()
b = x ** 3
y = a * b
y.backward()
print("cut a", x.grad)

# 切断后的 b 没有 grad_fn，requires_grad=False，不在计算图里。b 的梯度不会传回 x，它相当于常数 8，
# 所以 x.grad = 8 * 2x = 32。三种方法切断的都是 b，结果相同。
