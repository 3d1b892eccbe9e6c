"""Homework 2, autograd.

The cube is evaluated with gradient tracking switched off, so PyTorch does not record it: y2 has
requires_grad=False and no grad_fn.  When backward runs it can only reach x through y1, and the
derivative of x**2 at 1 is 2, which is what we see printed.
"""
import torch


class Experiment:
    def __init__(self, value):
        self.x = torch.tensor(float(value), requires_grad=True)

    def square(self):
        return self.x ** 2

    def cube(self):
        with torch.no_grad():
            return self.x ** 3

    def run(self):
        self.y3 = self.square() + self.cube()
        self.y3.backward()
        return self.x.grad


if __name__ == "__main__":
    e = Experiment(1)
    print("gradient:", e.run().item())
