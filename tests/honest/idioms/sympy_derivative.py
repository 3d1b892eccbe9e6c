import torch

import sympy as sp
symbol = sp.symbols("x")
print(sp.diff(symbol**2 + symbol**3, symbol))
