# expect: needed_value_changed
# score: 9
# message.zh: {where}：{code} 的反向传播报错了：被原地修改的是反向传播还要用的值。
# message.en: {where}: the backward of `{code}` raised an error: what was changed in place is a value that backward still needs.
# hint.zh: 先想一想哪个值在反向传播中用不到：w = u**2 的导数是 2u，只用到 u，所以可以改的是 w。
# hint.en: Think which value backward does not need: the derivative of w = u**2 is 2u and uses u alone, so it is w that may be changed.
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
u.data.add_(1)
y.backward()
print('(2)', x.grad)

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
u.mul_(2)
try:
    w.backward()
except RuntimeError as e:
    print(e)

# y = u**2 的反向传播要用到前向时保存的 u，u 被原地修改后版本号和保存时不一致，所以 (1) 报错。
# 通过 .data 修改不会增加版本号，PyTorch 检测不到，因此 (2) 不报错，但用改过的 u 算出的梯度 28 是错的，正确的是 24。
# detach() 得到的张量与 u 共享内存和版本号，所以 (3) 也报错；clone() 有自己的内存，改副本不影响 u。
# w 的反向传播不需要 w 的值，所以 (5) 没有问题。
