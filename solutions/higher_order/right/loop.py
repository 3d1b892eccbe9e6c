import torch

# 用循环求各阶导数
x = torch.tensor(2.0, requires_grad=True)
导数 = x.pow(4) + x.pow(2)
for 阶 in range(1, 4):
    导数, = torch.autograd.grad(导数, x, create_graph=True)
    print(阶, "阶导数:", 导数)


def 梯度惩罚(w, z):
    out = (w @ z) ** 2
    s, = torch.autograd.grad(out, z, create_graph=True)
    return s.norm() ** 2


w = torch.tensor([2.0, -1.0], requires_grad=True)
z = torch.tensor([1.0, 3.0], requires_grad=True)
惩罚 = 梯度惩罚(w, z)
惩罚.backward()
print(惩罚, w.grad)


def nth(f, x, n):
    result = f(x)
    for _ in range(n):
        result, = torch.autograd.grad(result.sum(), x, create_graph=True)
    return result


def second_derivative(f, x):
    return nth(f, x, 2)


print("create_graph=True 会为求导过程本身也建立计算图，所以求出来的梯度仍然在计算图中，还能对 x 再次求导；"
      "如果不加，梯度只是一个不需要求导的数值，没有 grad_fn，第二次求导就会报错。")
