import torch

class Temperature:
    __slots__ = ("_c",)
    def __init__(self, c):
        self._c = c
    @property
    def f(self):
        return self._c * 9 / 5 + 32
    @f.setter
    def f(self, value):
        self._c = (value - 32) * 5 / 9
    @classmethod
    def zero(cls):
        return cls(0)
    @staticmethod
    def unit():
        return "C"
t = Temperature.zero()
t.f = 212
print(t.f, Temperature.unit(), getattr(t, "f"), hasattr(t, "g"))
setattr(t, "f", 32)
