import torch

x = torch.tensor([3.0], requires_grad=True)
history = []
y = x.pow(2)
for k in range(3):
    y.backward(torch.ones_like(y), retain_graph=True)
    history.append(float(x.grad))
print(history)

x.grad.fill_(0.0)
x.grad.zero_()
z = x.pow(3)
z.backward(torch.ones(1))
history.append(float(x.grad))

x.grad = None
w = x.pow(4)
w.backward(torch.ones(1))
history.append(float(x.grad))

optim = torch.optim.RMSprop([x], lr=0.1)
optim.zero_grad()
v = x.pow(5)
v.backward(torch.ones(1))
history.append(float(x.grad))
print(history)

# x.grad 里原来有值的时候，backward 算出的梯度是叠加上去的，不是替换，所以得到 6、12、18。
# 如果不想叠加，就要在 backward 之前清零：zero_ 之后 x.grad 等于 0，赋值 None 之后 x.grad 不存在了。
