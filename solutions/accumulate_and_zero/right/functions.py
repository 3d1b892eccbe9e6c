import torch


def 求导(x, f):
    """对 f(x) 求导，返回此刻 x.grad 的副本。"""
    f(x).backward()
    return x.grad.clone()


x = torch.tensor(3.0, requires_grad=True)
三次 = [求导(x, lambda t: t ** 2) for _ in range(3)]
print("不清零：", 三次)

with torch.no_grad():
    x.grad.zero_()
print("zero_ 之后：", 求导(x, lambda t: t ** 3))

x.grad = None
print("None 之后：", 求导(x, lambda t: t ** 4))

优化器 = torch.optim.SGD([x], lr=0.01)
优化器.zero_grad()
print("zero_grad 之后：", 求导(x, lambda t: t ** 5))

# 分析：梯度会累加。第二次 backward 在 6 的基础上又加了 6，变成 12，第三次变成 18。
# 所以求下一个函数的梯度之前必须清零，不然结果里会混入之前的梯度。
# zero_ 把 x.grad 变成 0（张量还在），而设为 None 是直接把梯度删掉，下次 backward 时重新创建。
