import torch


class Case:
    """One part: x, u and y made anew."""

    def __init__(self):
        self.x = torch.tensor(3.0, requires_grad=True)
        self.u = self.x + self.x
        self.y = self.u ** 2

    def gradient(self, out=None):
        (self.y if out is None else out).backward()
        return self.x.grad


one = Case()
one.u.add_(1)
try:
    print(one.gradient())
except RuntimeError as error:
    print("1:", error)

two = Case()
two.u.data.add_(1)
print("2:", two.gradient())

three = Case()
three.u.detach().add_(1)
try:
    print(three.gradient())
except RuntimeError as error:
    print("3:", error)

four = Case()
copy = torch.clone(four.u)
copy.add_(1)
print("4:", four.gradient(four.y + copy))

five = Case()
five.y.mul_(2)
print("5:", five.gradient())
# y = u**2 的反向传播要用到前向时保存的 u，u 被原地修改后版本号和保存时不一致，所以 (1) 报错。
# 通过 .data 修改不会增加版本号，PyTorch 检测不到，因此 (2) 不报错，但用改过的 u 算出的梯度 28 是错的，正确的是 24。
# detach() 得到的张量与 u 共享内存和版本号，所以 (3) 也报错；clone() 有自己的内存，改副本不影响 u。
# w 的反向传播不需要 w 的值，所以 (5) 没有问题。
