import torch

torch.manual_seed(1)
feature = torch.randn(20, 1)
wanted = 3 * feature + 1
slope0 = torch.zeros(1, requires_grad=True)
bias0 = torch.zeros(1, requires_grad=True)
for step in range(5):
    error = ((slope0 * feature + bias0 - wanted) ** 2).mean()
    error.backward()
    with torch.no_grad():
        slope0 -= 0.1 * slope0.grad
        bias0 -= 0.1 * bias0.grad
        slope0.grad.zero_()
        bias0.grad.zero_()
print(slope0, bias0)
