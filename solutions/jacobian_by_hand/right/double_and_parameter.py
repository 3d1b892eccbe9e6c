import torch

torch.set_default_dtype(torch.float64)
x = torch.nn.Parameter(torch.tensor([1., 3.]))


def forward(p):
    first = 2 * p[0].pow(2) + 3 * p[1]
    second = (p * p).sum()
    return torch.cat([first.view(1), second.view(1)])


out = forward(x)
optimizer = torch.optim.SGD([x], lr=1.0)
gradients = []
for v in ([1., 0.], [0., 1.]):
    optimizer.zero_grad()
    torch.autograd.backward(out, torch.tensor(v), retain_graph=True)
    gradients.append(x.grad.tolist())
J = torch.tensor(gradients)
print(J)
torch.testing.assert_close(J, torch.func.jacfwd(forward)(x.detach()))
# y is not a scalar, so backward needs a vector v of the shape of y.
# v = [1, 0] selects the first row of the Jacobian and v = [0, 1] the second one.
# Between the two calls x.grad has to be cleared, otherwise the gradients add up; the first call keeps the graph with retain_graph=True.
