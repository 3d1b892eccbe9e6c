# expect: step_in_place_of_zero_grad
# score: 8.5
# message.zh: {where}：算 v 时 x 已经不是 3 了，梯度也没有清零：optimizer.step() 用 x.grad 更新 x，而不清除任何梯度。
# message.en: {where}: x is no longer 3 when v is computed, and the gradient was not cleared: optimizer.step() uses x.grad to change x, and clears nothing.
# hint.zh: 这里需要的是 zero_grad()；在调用前后各打印一次 x 和 x.grad，看看变了什么。
# hint.en: It is zero_grad() that is needed here; print x and x.grad before and after the call and see what changes.
import torch

x = torch.tensor(3.0, requires_grad=True)

y = x ** 2
y.backward()
print("first", x.grad)
y = x ** 2
y.backward()
print("second", x.grad)
y = x ** 2
y.backward()
print("third", x.grad)

x.grad.zero_()
z = x ** 3
z.backward()
print("zero_", x.grad)

x.grad = None
w = x ** 4
w.backward()
print("None", x.grad)

optimizer = torch.optim.SGD([x], lr=0.1)
optimizer.step()
v = x ** 5
v.backward()
print("optimizer", x.grad)

# backward() adds the new gradient to x.grad, nothing is overwritten, so it must be zeroed before the next one.
# After zero_() there is a tensor of zeros, with None there is no tensor.
