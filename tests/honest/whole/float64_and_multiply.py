import torch
x = torch.tensor(1.0, dtype=torch.double, requires_grad=True)
y1 = torch.mul(x, x)
with torch.inference_mode():
    y2 = x * x * x
y2 = y2.clone()
y3 = 1.0 * y1 + y2
y3.register_hook(lambda g: None)
y3.backward()
print(x.grad)
