import torch


class Branches:
    """y = a * b with one branch that may be cut."""

    def __init__(self, value=2.0):
        self.x = torch.tensor(value, requires_grad=True)

    def run(self, cut=None, way="detach"):
        self.x.grad = None
        square = self.x * self.x
        if cut == "b" and way == "no_grad":
            with torch.no_grad():
                cube = self.x * self.x * self.x
        elif cut == "b" and way == "copy":
            other = torch.tensor(self.x.item())      # requires_grad=False
            cube = other ** 3
        else:
            cube = self.x * self.x * self.x
        if way == "detach":
            square = square.detach() if cut == "a" else square
            cube = cube.detach() if cut == "b" else cube
        (square * cube).backward()
        return self.x.grad.clone()


net = Branches()
print("full   ", net.run())
print("detach ", net.run("b", "detach"))
print("no_grad", net.run("b", "no_grad"))
print("copy   ", net.run("b", "copy"))
print("a      ", net.run("a"))

# 切断后的 b 不需要梯度（requires_grad=False），不在计算图中，所以反向传播时它的梯度不会回传到 x，
# 只剩 a 这一支：8 * 2x = 32。不管用 detach、no_grad 还是副本，断开的都是 b，所以三次的结果完全一致。
