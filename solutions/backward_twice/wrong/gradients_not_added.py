# expect: gradients_not_added
# score: 7.5
# message.zh: {where}：`{code}` 的梯度只有 {gradient}，是一次反向传播的结果，两次的梯度没有相加：backward() 只调用了一次，或者中间清零了，或者用的是 torch.autograd.grad（它不写入 x.grad）。
# message.en: {where}: for `{code}` the gradient is {gradient}, what a single backward gives; two have not been added. Either backward() was called once only, or x.grad was cleared in between, or torch.autograd.grad was used, which does not write into x.grad.
# hint.zh: 第 (2) 部分要看的正是累加：对同一个 z 调用两次 backward()，中间什么都不清。
# hint.en: Part (2) is about adding up: call backward() twice on the same z and clear nothing in between.
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x ** 2
y.backward()
try:
    y.backward()
except RuntimeError as e:
    print(e)

x = torch.tensor(2.0, requires_grad=True)
z = x ** 3
z.backward(retain_graph=True)
x.grad.zero_()
z.backward()
print(x.grad)

x = torch.tensor(2.0, requires_grad=True)
w = x ** 4
w.backward(retain_graph=True)
print(x.grad)
x.grad = None
w.backward()
print(x.grad)

# 第一次 backward() 结束后，计算图里保存的中间值就被释放了，所以第二次反向传播会报错。
# 加上 retain_graph=True 之后图被保留下来，可以再反向传播一次，但是这些值会一直占用内存。
# 梯度是累加到 x.grad 里的，所以 z 的结果是 12 + 12 = 24；w 在中间清零了，两次都是 32。
