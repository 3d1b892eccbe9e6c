"""高阶导数：把每一步写成函数，名字和题目不一样。"""
import torch


def derivative(value, at):
    """求一次导，并保留求导过程的计算图。"""
    return torch.autograd.grad(value, at, grad_outputs=torch.ones_like(value), create_graph=True)[0]


def second_derivative(f, x):
    return derivative(derivative(f(x), x), x)


point = torch.tensor(2.0, requires_grad=True)
value = point * point * (point * point + 1)
chain = [value]
for order in (1, 2, 3):
    chain.append(derivative(chain[-1], point))
    print(f"第 {order} 阶导数:", chain[-1].item())

weights = torch.tensor([2.0, -1.0], requires_grad=True)
inputs = torch.tensor([1.0, 3.0], requires_grad=True)
output = torch.sum(weights * inputs).square()
slope = derivative(output, inputs)
torch.sum(slope * slope).backward()
print("惩罚项对参数的梯度:", weights.grad)
print(second_derivative(torch.cos, torch.zeros(3, requires_grad=True)))

# 因为 create_graph=True 让反向传播里的运算也被记录到计算图中，所以一阶导数带有 grad_fn，是 x 的函数，可以再求导。
# 如果不加 create_graph=True，一阶导数没有 grad_fn，再对它求导就会报错。
