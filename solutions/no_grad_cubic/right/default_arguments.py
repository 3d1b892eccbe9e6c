import torch


def forward(x, cube=lambda t: t.detach() ** 3):
    return x ** 2 + cube(x)


def gradient(f, at=1.0):
    x = torch.tensor(at, requires_grad=True)
    (g,) = torch.autograd.grad(outputs=f(x), inputs=[x])
    return g


print(f"{gradient(forward).item():.1f}")
# detach() cuts the cube out of the graph: it isn't tracked, so no gradient flows back through it and
# what is left is the derivative of x**2, which is 2.
