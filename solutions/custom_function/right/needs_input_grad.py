from functools import partial

import torch
from torch.autograd.gradcheck import gradcheck


class SquarePlus(torch.autograd.Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(x: torch.Tensor, b: float) -> torch.Tensor:
        return torch.add(x, torch.sqrt(torch.add(torch.square(x), b))).div(2)

    @staticmethod
    def setup_context(ctx, inputs, output) -> None:
        ctx.save_for_backward(inputs[0])
        ctx.b = inputs[1]

    @staticmethod
    def backward(ctx, grad_output):
        grad_x = grad_b = None
        if ctx.needs_input_grad[0]:
            (x,) = ctx.saved_tensors
            grad_x = grad_output.mul(x.div(torch.sqrt(torch.square(x).add(ctx.b))).add(1).div(2))
        return grad_x, grad_b


def squareplus(x, b=4.0):
    return SquarePlus.apply(x, b)


x = torch.tensor([1.5], requires_grad=True)
y = squareplus(x)
y.sum().backward()
print(y, x.grad)
print(gradcheck(partial(squareplus, b=4.0), torch.randn(2, 2, dtype=torch.float64, requires_grad=True)))
