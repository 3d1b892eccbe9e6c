import torch
from torch import nn


class Flow(nn.Module):
    def forward(self, a: torch.Tensor) -> torch.Tensor:
        b = 4 * a
        while float(b.norm()) < 100.0:
            b = 2 * b
        if float(b.sum()) > 0.0:
            return b
        else:
            return -3 * b


f = Flow()

if __name__ == "__main__":
    leaves = {
        "number": torch.tensor(2.0, requires_grad=True),
        "vector": torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True),
        "matrix": torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True),
    }
    for name, leaf in leaves.items():
        f(leaf).sum().backward()
        print(name, leaf.grad, (f(leaf) / leaf).detach())
    print(
        "The graph is built on the fly while Python executes the loop, so only the steps that ran are recorded; "
        "a while or an if is not itself part of it. "
        "Since f only scales its input, f(a) = k * a on each piece, the gradient is that constant factor k, i.e. f(a)/a."
    )
