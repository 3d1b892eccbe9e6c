# expect: wrong_input_value
# score: 9.5
"""参考解答 / Reference solution: the freed graph and retain_graph."""
import torch

# (1) 第二次反向传播报错
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.backward()
try:
    y.backward()
except RuntimeError as error:
    print("RuntimeError:", error)

# (2) 保留图，梯度累加
x = torch.tensor(2.0, requires_grad=True)
z = x ** 3
z.backward(retain_graph=True)
print("z, once:", x.grad)
z.backward()
print("z, twice:", x.grad)

# (3) 清零，梯度互不相加
x = torch.tensor(2.0, requires_grad=True)
w = x ** 4
w.backward(retain_graph=True)
print("w, once:", x.grad)
x.grad = None
w.backward()
print("w, again:", x.grad)

# 原因分析：
# 第一次 backward() 之后，计算图为求导保存的中间值就被释放了，所以对 y 的第二次 backward() 报错。
# retain_graph=True 让图保留下来，因此可以再次反向传播，代价是这些中间值一直占用内存。
# 每次 backward() 都把梯度累加到 x.grad 上，而不是重新开始，所以 z 的结果是 12 + 12 = 24。
# 对 w 在两次之间清空了 x.grad，第二次得到的仍是 32。
