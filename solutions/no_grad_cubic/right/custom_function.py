import torch


class StopCube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x ** 3

    @staticmethod
    def backward(ctx, grad):
        return None


x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = StopCube.apply(x).detach()
y3 = y1 + y2
y3.backward()
print(x.grad)
# 自定义函数的反向传播不返回梯度，再用 detach 分离，y2 没有被追踪，梯度不会经过 y2 传回 x，结果为 2。
