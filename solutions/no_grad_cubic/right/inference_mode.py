import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.inference_mode():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(y2.is_inference(), y2.requires_grad)
print(x.grad)
# inference_mode disables autograd completely: x**3 is not recorded and y2 does not require grad.
# So nothing comes back to x from the cube, x only receives the gradient of x**2, i.e. 2.
