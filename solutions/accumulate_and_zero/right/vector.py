import torch

# 用向量，每个元素都是 3
x = torch.full((2,), 3.0, requires_grad=True)

for i in range(3):
    loss = (x ** 2).sum()
    loss.backward()
    print(i + 1, x.grad)

x.grad.zero_()
loss = (x ** 3).sum()
loss.backward()
print("zero_:", x.grad)

x.grad = None
loss = (x ** 4).sum()
loss.backward()
print("None:", x.grad)

sgd = torch.optim.SGD([x], lr=0.5)
sgd.zero_grad()
loss = (x ** 5).sum()
loss.backward()
print("optimizer:", x.grad)

print("结论：PyTorch 的梯度默认是累加的，每调用一次 backward 就把新梯度加到 x.grad 上，所以是 6、12、18。")
print("因此每次反向传播前要把梯度清零，否则梯度就是几次的总和。")
print("zero_() 得到的是 0，而 None 表示没有梯度，占的内存更少。")
