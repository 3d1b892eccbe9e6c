# expect: looked_too_late
# score: 8
# message.zh: {where}：`{code}` 之后过了几次 backward() 才看 x.grad，这时它已经是总和了。x.grad 一直是同一个张量，每次 backward() 都在原处把它加大，所以先前存下来的 x.grad 也跟着变。
# message.en: {where}: x.grad was looked at only some backward() calls after `{code}`, and by then it is the total. x.grad is one and the same tensor that each backward() adds to in place, so an x.grad that was kept from before changes, too.
# hint.zh: 每次 backward() 之后马上 print(x.grad)，或者存一份 x.grad.clone()。
# hint.en: Print x.grad right after each backward(), or keep x.grad.clone().
import torch

x = torch.tensor(3.0, requires_grad=True)

history = []
for i in range(3):
    y = x ** 2
    y.backward()
    history.append(x.grad)
print(history)

x.grad.zero_()
z = x ** 3
z.backward()
print("zero_", x.grad)

x.grad = None
w = x ** 4
w.backward()
print("None", x.grad)

optimizer = torch.optim.SGD([x], lr=0.1)
optimizer.zero_grad()
v = x ** 5
v.backward()
print("optimizer", x.grad)

# backward() adds the new gradient to x.grad, nothing is overwritten, so it must be zeroed before the next one.
# After zero_() there is a tensor of zeros, with None there is no tensor.
