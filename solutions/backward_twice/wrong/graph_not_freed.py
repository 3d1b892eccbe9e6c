# expect: graph_not_freed
# score: 8.5
# message.zh: {where}：对 `{code}` 的第二次 backward() 成功了，所以看不到题目要的错误。第一次写了 retain_graph=True，或者两次之间又算了一遍 y，第二次就有可用的图。
# message.en: {where}: the second backward() on `{code}` succeeded, so the error that the task asks for never came. With retain_graph=True in the first call, or with y computed anew in between, there is a graph to go through.
# hint.zh: 在第 (1) 部分只计算一次 y，两次都写不带参数的 y.backward()。
# hint.en: In part (1) compute y once and call y.backward() twice, without arguments.
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x ** 2
y.backward(retain_graph=True)
y.backward(retain_graph=True)
print(x.grad)

x = torch.tensor(2.0, requires_grad=True)
z = x ** 3
z.backward(retain_graph=True)
z.backward()
print(x.grad)

x = torch.tensor(2.0, requires_grad=True)
w = x ** 4
w.backward(retain_graph=True)
print(x.grad)
x.grad = None
w.backward()
print(x.grad)

# After the first backward the saved intermediate values of the graph are freed, so the second call has nothing to work with.
# retain_graph=True keeps the graph, so backward can run again, but that costs memory.
# Every backward adds to x.grad, hence 12 + 12 = 24 for z; for w I cleared the gradient in between.
