import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


class Jacobian:
    def __init__(self, function, point):
        self.function = function
        self.x = torch.tensor(point, requires_grad=True)
        self.y = function(self.x)

    def row(self, index):
        v = torch.zeros_like(self.y)
        v[index] = 1.0
        if self.x.grad is not None:
            self.x.grad.zero_()
        self.y.backward(v, retain_graph=True)
        return self.x.grad.detach().clone()

    def by_hand(self):
        return torch.stack([self.row(i) for i in range(len(self.y))])

    def by_jacrev(self):
        return torch.func.jacrev(self.function)(self.x.detach())


jacobian = Jacobian(f, [1.0, 3.0])
print(jacobian.by_hand())
print(jacobian.by_jacrev())
# y is not a scalar, so backward needs a vector v of the shape of y.
# v = [1, 0] selects the first row of the Jacobian and v = [0, 1] the second one.
# Between the two calls x.grad has to be cleared, otherwise the gradients add up; the first call keeps the graph with retain_graph=True.
