import numpy as np, torch
data = np.array([1.0], dtype=np.float32)
x = torch.from_numpy(data).requires_grad_()
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad.numpy(), y2.numpy(), y1.detach().numpy(), np.asarray(y2), np.allclose(x.grad, 2))
