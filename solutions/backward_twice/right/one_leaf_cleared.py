import torch
# 全程使用同一个 x，每一部分之前清空梯度
x = torch.tensor(2.0, requires_grad=True)
y = x.pow(2)
y.backward()
print(x.grad)
try:
    y.backward()
except RuntimeError as err:
    print('报错：', err)

x.grad.zero_()
z = x.pow(3)
z.backward(retain_graph=True)
z.backward(retain_graph=True)
print(x.grad)

x.grad.zero_()
w = x.pow(4)
w.backward(retain_graph=True)
print(x.grad)
x.grad.zero_()
w.backward()
print(x.grad)
# 第一次 backward() 结束后，计算图里保存的中间值就被释放了，所以第二次反向传播会报错。
# 加上 retain_graph=True 之后图被保留下来，可以再反向传播一次，但是这些值会一直占用内存。
# 梯度是累加到 x.grad 里的，所以 z 的结果是 12 + 12 = 24；w 在中间清零了，两次都是 32。
