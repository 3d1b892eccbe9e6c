import torch

def make_adder(n):
    def add(v):
        return v + n
    return add
adders = [make_adder(i) for i in range(3)]
print([f(1) for f in adders], adders[0].__name__, adders[0].__closure__[0].cell_contents, adders[0].__code__.co_varnames)
