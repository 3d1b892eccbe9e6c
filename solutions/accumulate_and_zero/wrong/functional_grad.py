# expect: functional_grad
# score: 0
import torch

x = torch.tensor(3.0, requires_grad=True)

first, = torch.autograd.grad(x ** 2, x)
second, = torch.autograd.grad(x ** 2, x)
third, = torch.autograd.grad(x ** 2, x)
print(first, second, third)
z, = torch.autograd.grad(x ** 3, x)
w, = torch.autograd.grad(x ** 4, x)
v, = torch.autograd.grad(x ** 5, x)
print(z, w, v)

# backward() 会把新的梯度累加到 x.grad 上，而不是覆盖，所以每次求导之前要先清零。
# zero_() 之后 x.grad 是 0，None 表示 x.grad 里没有张量。
