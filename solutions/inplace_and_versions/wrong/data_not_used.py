# expect: data_not_used
# score: 7.25
# message.zh: {where}：y 的反向传播报错了：u 的修改被 PyTorch 发现了。u.add_(1) 和 u.detach().add_(1) 都会让 u 的版本号增加，而这一部分要看的是通过 .data 的修改。
# message.en: {where}: backward of y raised an error: PyTorch noticed the change of u. Both u.add_(1) and u.detach().add_(1) raise its version counter, while this part is about a change through .data.
# hint.zh: 写 u.data.add_(1)，再打印 u._version，与前一部分比较。
# hint.en: Write u.data.add_(1), then print u._version and compare with the part before.
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
u.detach().add_(1)
try:
    y.backward()
except RuntimeError as e:
    print(e)

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
