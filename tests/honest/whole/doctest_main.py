import doctest, torch
def grad_at(v):
    """The gradient with the cube untracked.

    >>> grad_at(1.0)
    2.0
    """
    x = torch.tensor(v, requires_grad=True)
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    y3 = y1 + y2
    y3.backward()
    return x.grad.item()
print(grad_at(1.0))
print(doctest.testmod())
