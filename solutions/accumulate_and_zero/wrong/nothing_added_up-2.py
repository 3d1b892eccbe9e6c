# expect: nothing_added_up
# score: 7
# message.zh: {where}：`{code}` 之后 x.grad 仍然只是一次的梯度，什么也没有加上去。题目要看的是同一个 x 上连续几次 backward() 的效果；中间清零、重新创建 x 或者用 autograd.grad 都看不到它。
# message.en: {where}: after `{code}` x.grad is still the gradient of one pass, nothing was added. The task is about several backward() calls on the same x; clearing in between, a new x, or autograd.grad (which leaves x.grad alone) hide that.
# hint.zh: 保留同一个 x，连续调用三次 backward()，中间不要动 x.grad，看看三个数是什么关系。
# hint.en: Keep the same x, call backward() three times in a row without touching x.grad, and see how the three numbers are related.
import torch

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.backward()
print("first", x.grad)

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.backward()
print("second", x.grad)

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.backward()
print("third", x.grad)

x = torch.tensor(3.0, requires_grad=True)
z = x ** 3
z.backward()
print("zero_", x.grad)

x = torch.tensor(3.0, requires_grad=True)
w = x ** 4
w.backward()
print("None", x.grad)

x = torch.tensor(3.0, requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
v = x ** 5
v.backward()
print("optimizer", x.grad)

# backward() adds the new gradient to x.grad, nothing is overwritten, so it must be zeroed before the next one.
# After zero_() there is a tensor of zeros, with None there is no tensor.
