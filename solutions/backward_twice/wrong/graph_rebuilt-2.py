# expect: graph_rebuilt
# score: 8
# message.zh: {where}：`{code}` 在第二次 backward() 之前又算了一遍，第二次走的是一张新图。梯度的数值一样，但这没有说明同一张图怎样走两次。
# message.en: {where}: `{code}` is computed anew before the second backward(), which then goes through a new graph. The number is the same, but this does not show how to go through one graph twice.
# hint.zh: 只计算一次 w，第一次写 w.backward(retain_graph=True)，清零 x.grad，再对同一个 w 调用 backward()。
# hint.en: Compute w once, write w.backward(retain_graph=True) first, clear x.grad, then call backward() on the same w again.
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
z.backward()
print(x.grad)

x = torch.tensor(2.0, requires_grad=True)
w = x ** 4
w.backward()
print(x.grad)
x.grad = None
w = x ** 4
w.backward()
print(x.grad)

# 第一次 backward() 结束后，计算图里保存的中间值就被释放了，所以第二次反向传播会报错。
# 加上 retain_graph=True 之后图被保留下来，可以再反向传播一次，但是这些值会一直占用内存。
# 梯度是累加到 x.grad 里的，所以 z 的结果是 12 + 12 = 24；w 在中间清零了，两次都是 32。
