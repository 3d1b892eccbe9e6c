import torch

def 新的输入():
    return torch.tensor(2.0, dtype=torch.float64, requires_grad=True)

输入 = 新的输入()
平方 = 输入 ** 2
立方 = 输入 ** 3
乘积 = 平方 * 立方
乘积.backward()
print("不切断：", 输入.grad)

输入 = 新的输入()
平方 = 输入 ** 2
立方 = (输入 ** 3).detach()
乘积 = 平方 * 立方
乘积.backward()
print("detach：", 输入.grad)

输入 = 新的输入()
平方 = 输入 ** 2
with torch.no_grad():
    立方 = 输入 ** 3
乘积 = 平方 * 立方
乘积.backward()
print("no_grad：", 输入.grad)

输入 = 新的输入()
平方 = 输入 ** 2
副本 = 输入.data
立方 = 副本 ** 3
乘积 = 平方 * 立方
乘积.backward()
print(".data：", 输入.grad)

输入 = 新的输入()
平方 = 输入.detach() ** 2
立方 = 输入 ** 3
乘积 = 平方 * 立方
乘积.backward()
print("切断平方：", 输入.grad)

# 原因：立方这一支被切断后没有 grad_fn，requires_grad=False，不在计算图里。
# 它的数值 8 还在，但它相当于一个常数，梯度不再通过它回传，只有平方这一支对梯度有贡献。
# detach、no_grad、.data 三种方法的结果都是 32，它们是等价的。
