import torch
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)

assert torch.allclose(x.grad, torch.tensor(2.0))
assert x.grad == 2
assert not y2.requires_grad and y2.grad_fn is None
torch.testing.assert_close(x.grad, torch.tensor(2.0))
assert torch.equal(y2, torch.tensor(1.0)), 'y2'
