import torch

@torch.no_grad()
def plus(a):
    return a + 1
try:
    compiled = torch.compile(plus, backend="eager")
    print(callable(compiled))
except Exception as error:
    print("no compiler:", type(error).__name__)
