import torch

x = torch.tensor([1., 3.], requires_grad=True)
x0, x1 = x
y = torch.stack((2 * x0 ** 2 + 3 * x1, x0 ** 2 + x1 ** 2))
r0 = torch.autograd.grad(y, x, grad_outputs=torch.tensor([1., 0.]), retain_graph=True)[0]
r1 = torch.autograd.grad(y, x, grad_outputs=torch.tensor([0., 1.]))[0]
print(r0)
print(r1)
jac = torch.vstack([r0, r1])
print(jac)
check = torch.autograd.functional.jacobian(
    lambda t: torch.stack((2 * t[0] ** 2 + 3 * t[1], t[0] ** 2 + t[1] ** 2)), x)
print(torch.equal(jac, check))
# y 不是标量，所以 y.backward() 必须给出一个和 y 形状相同的向量 v。
# backward(v) 算的是 vᵀJ，v = [1, 0] 取出雅可比矩阵的第一行，v = [0, 1] 取出第二行。
# 两次之间要把 x.grad 清零，否则梯度会累加；第一次要用 retain_graph=True 保留计算图。
