import torch

class Dual:
    def __init__(self, value, slope=0.0):
        self.value, self.slope = value, slope
    def __add__(self, other):
        return Dual(self.value + other.value, self.slope + other.slope)
    def __mul__(self, other):
        return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)
    def __eq__(self, other):
        return isinstance(other, Dual) and self.value == other.value
    def __hash__(self):
        return hash(self.value)
    def __repr__(self):
        return f"Dual({self.value}, {self.slope})"
    def __call__(self):
        return self.slope
    def __len__(self):
        return 2
    def __getattr__(self, name):
        raise AttributeError(name)
d = Dual(1.0, 1.0)
print(d * d + d * d * d, (d * d)(), d == Dual(1.0), len(d))
