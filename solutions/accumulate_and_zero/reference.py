"""参考解答 / Reference solution.

x = 3：y = x**2 求导三次而不清零，然后用三种方式清零，每种之后各求一次导。
"""
import torch

x = torch.tensor(3.0, requires_grad=True)

# 1. 不清零 / without zeroing
y = x ** 2
y.backward()
print("first:", x.grad)
y = x ** 2
y.backward()
print("second:", x.grad)
y = x ** 2
y.backward()
print("third:", x.grad)

# 2. zero_()
x.grad.zero_()
print("after zero_():", x.grad)
z = x ** 3
z.backward()
print("x**3:", x.grad)

# 3. None
x.grad = None
print("after None:", x.grad)
w = x ** 4
w.backward()
print("x**4:", x.grad)

# 4. optimizer.zero_grad()
optimizer = torch.optim.SGD([x], lr=0.1)
optimizer.zero_grad()
print("after zero_grad():", x.grad)
v = x ** 5
v.backward()
print("x**5:", x.grad)

# 原因分析：
# backward() 不会覆盖 x.grad，而是把新的梯度累加到原来的值上，所以三次依次是 6、6+6=12、6+6+6=18。
# 因此每次重新求导之前都要先清零，否则得到的是几次梯度之和。
# zero_() 之后 x.grad 是值为 0 的张量，x.grad = None 和 optimizer.zero_grad()（默认 set_to_none=True）之后 x.grad 是 None，
# 两种情况下，下一次 backward() 得到的都只是新的梯度。
