# expect: data_not_changed
# score: 7.25
# message.zh: {where}：y 的梯度是 {gradient}，也就是没有受到影响的正确值：u 的内存没有被改动。`u.data + 1`、`u = u.data + 1` 会产生新的张量，clone() 之后再改的也是另一份。
# message.en: {where}: the gradient of y is {gradient}, the right one, untouched: the memory of u was never changed. `u.data + 1` and `u = u.data + 1` make a new tensor, and after clone() it is the copy that changes.
# hint.zh: 用原地操作 u.data.add_(1)，然后打印 u 看它变了没有，再反向传播。
# hint.en: Use the in-place u.data.add_(1), print u to see whether it changed, and run backward after that.
import torch

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
u.add_(1)
try:
    y.backward()
except RuntimeError as e:
    print('(1)', e)

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
u.data + 1
y.backward()
print(x.grad)

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
u.detach().add_(1)
try:
    y.backward()
except RuntimeError as e:
    print('(3)', e)

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
v = u.clone()
v.add_(1)
z = y + v
z.backward()
print('(4)', x.grad)

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
w = u ** 2
w.mul_(2)
w.backward()
print('(5)', x.grad)

# y = u**2 的反向传播要用到前向时保存的 u，u 被原地修改后版本号和保存时不一致，所以 (1) 报错。
# 通过 .data 修改不会增加版本号，PyTorch 检测不到，因此 (2) 不报错，但用改过的 u 算出的梯度 28 是错的，正确的是 24。
# detach() 得到的张量与 u 共享内存和版本号，所以 (3) 也报错；clone() 有自己的内存，改副本不影响 u。
# w 的反向传播不需要 w 的值，所以 (5) 没有问题。
