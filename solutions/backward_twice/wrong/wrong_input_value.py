# expect: wrong_input_value
# score: 4.5
import torch

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.backward()
try:
    y.backward()
except RuntimeError as e:
    print(e)

x = torch.tensor(3.0, requires_grad=True)
z = x ** 3
z.backward(retain_graph=True)
z.backward()
print(x.grad)

x = torch.tensor(3.0, requires_grad=True)
w = x ** 4
w.backward(retain_graph=True)
print(x.grad)
x.grad = None
w.backward()
print(x.grad)

# 第一次 backward() 结束后，计算图里保存的中间值就被释放了，所以第二次反向传播会报错。
# 加上 retain_graph=True 之后图被保留下来，可以再反向传播一次，但是这些值会一直占用内存。
# 梯度是累加到 x.grad 里的，所以 z 的结果是 27 + 27 = 54；w 在中间清零了，两次都是 108。
