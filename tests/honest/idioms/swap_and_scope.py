import torch

left, right = torch.tensor(1.0), torch.tensor(2.0)
left, right = right, left
def outer():
    total = 0
    def inner():
        nonlocal total
        total += 1
        return total
    inner()
    return inner()
print(left, right, outer(), (lambda *a, **k: (a, k))(1, b=2))
