import torch

x = torch.tensor(3., requires_grad=True)
y = x * x
for time in range(1, 4):
    y.backward(retain_graph=True)
    print("backward", time, "x.grad =", x.grad)

x.grad.zero_()
(x * x * x).backward()
print("zero_", x.grad)

x.grad = None
(x ** 4).backward()
print("None", x.grad)

opt = torch.optim.Adam([x])
opt.zero_grad(set_to_none=False)
(x ** 5).backward()
print("zero_grad", x.grad)

# The gradient of each backward is added to what x.grad already holds: 6, 12, 18. Nothing is overwritten.
# So we have to clear it before the next backward. zero_() leaves a tensor with the value 0, with None there
# is no tensor at all until the next backward creates it.
