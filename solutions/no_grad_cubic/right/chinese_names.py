import torch as 火炬

自变量 = 火炬.tensor(1.0, requires_grad=True)
平方 = 自变量 ** 2
with 火炬.no_grad():
    立方 = 自变量 ** 3
总和 = 平方 + 立方
总和.backward()
print('梯度为', 自变量.grad.item())
# 立方这一项在 no_grad 里面计算，梯度追踪中断，立方.requires_grad 为 False，
# 求导的时候梯度不会经过立方传回自变量，只剩平方的导数 2。
