import torch

x = torch.tensor([2.0], requires_grad=True)

# 第一部分
a = torch.pow(x, 2)
b = torch.pow(x, 3)
y = torch.mul(a, b)
y.backward()
print("不切断:", x.grad)

# 第二部分
x.grad.zero_()
a = torch.pow(x, 2)
b = torch.pow(x, 3)
y = torch.mul(a, b.detach())
y.backward()
print("detach:", x.grad)

# 第三部分
x.grad.zero_()
a = torch.pow(x, 2)
with torch.no_grad():
    b = torch.pow(x, 3)
y = torch.mul(a, b)
y.backward()
print("no_grad:", x.grad)

# 第四部分
x.grad.zero_()
a = torch.pow(x, 2)
with torch.set_grad_enabled(False):
    b = torch.pow(x, 3)
y = torch.mul(a, b)
y.backward()
print("set_grad_enabled:", x.grad)

# 第五部分
x.grad.zero_()
a = torch.pow(x, 2)
b = torch.pow(x, 3)
y = torch.mul(a.detach(), b)
y.backward()
print("切断 a:", x.grad)

print("原因：被切断的 b 的 requires_grad 是 False，autograd 不再追踪它，反向传播到 b 就停止了。")
print("b 的值仍然参与乘法，相当于常数 8，因此 x 的梯度等于 8 乘以 a 的导数 4，即 32。")
print("detach、no_grad、set_grad_enabled(False) 的效果是相同的，因为它们切断的是同一个分支。")
