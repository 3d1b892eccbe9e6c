import torch

# y = A @ x**2 + B @ x，向量化写法
A = torch.tensor([[2., 0.], [1., 1.]])
B = torch.tensor([[0., 3.], [0., 0.]])
函数 = lambda t: A @ t ** 2 + B @ t

x = torch.tensor([1., 3.], requires_grad=True)
y = 函数(x)
y.backward(gradient=torch.tensor([0., 1.]), retain_graph=True)
第二行 = x.grad.clone()
x.grad.zero_()
y.backward(gradient=torch.tensor([1., 0.]))
第一行 = x.grad.clone()
雅可比 = torch.stack((第一行, 第二行), dim=0)
print(雅可比)
print(torch.func.jacrev(函数)(x.detach()))
# y 不是标量，所以 y.backward() 必须给出一个和 y 形状相同的向量 v。
# backward(v) 算的是 vᵀJ，v = [1, 0] 取出雅可比矩阵的第一行，v = [0, 1] 取出第二行。
# 两次之间要把 x.grad 清零，否则梯度会累加；第一次要用 retain_graph=True 保留计算图。
