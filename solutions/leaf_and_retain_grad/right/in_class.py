import torch


class Chain:
    def __init__(self, value):
        self.x = torch.tensor(value, requires_grad=True)
        self.y = self.x ** 2

    def z(self):
        return self.y ** 2

    def w(self):
        return self.y ** 2 + 2 * self.y


first = Chain(3.0)
print("x 是叶子吗？", first.x.is_leaf, "y 是叶子吗？", first.y.is_leaf)
first.z().backward()
print("x.grad =", first.x.grad, "y.grad =", first.y.grad)

second = Chain(3.0)
second.y.retain_grad()
second.z().backward()
print("y.grad =", second.y.grad)

third = Chain(3.0)
collected = []
third.y.register_hook(collected.append)
third.w().backward()
print("钩子收到的梯度：", collected[0])

print("原因：x 是叶子张量，y 是中间变量，不是叶子。为了节省内存，中间变量的梯度用完就被释放，")
print("所以 y.grad 是 None。retain_grad() 让 y 的梯度被保留下来，钩子可以在梯度传到 y 的时候把它打印出来。")
