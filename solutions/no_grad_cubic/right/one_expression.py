import torch


def const_cube(t):
    with torch.no_grad():
        return t ** 3


x = torch.tensor(1.0, requires_grad=True)
y3 = x ** 2 + const_cube(x)
y3.backward()
print(x.grad)

# const_cube returns a tensor that is not tracked (requires_grad=False), so for autograd it is a
# constant; the gradient only comes from the x**2 part and equals 2.
