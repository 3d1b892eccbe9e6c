import torch

自变量 = torch.tensor(2.0, requires_grad=True)
平方 = 自变量 ** 2
平方.backward()
try:
    平方.backward()
except RuntimeError as 错误:
    print("第二次反向传播：", 错误)

自变量 = torch.tensor(2.0, requires_grad=True)
立方 = 自变量 ** 3
立方.backward(retain_graph=True)
第一次 = 自变量.grad.clone()
立方.backward()
print(第一次, 自变量.grad)

自变量 = torch.tensor(2.0, requires_grad=True)
四次方 = 自变量 ** 4
四次方.backward(retain_graph=True)
print(自变量.grad)
自变量.grad = None
四次方.backward()
print(自变量.grad)
# 第一次 backward() 结束后，计算图里保存的中间值就被释放了，所以第二次反向传播会报错。
# 加上 retain_graph=True 之后图被保留下来，可以再反向传播一次，但是这些值会一直占用内存。
# 梯度是累加到 x.grad 里的，所以 z 的结果是 12 + 12 = 24；w 在中间清零了，两次都是 32。
