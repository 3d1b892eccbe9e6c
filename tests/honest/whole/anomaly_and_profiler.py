import torch
with torch.autograd.set_detect_anomaly(True):
    x = torch.tensor(1.0, requires_grad=True)
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    y3 = y1 + y2
    y3.backward()
print(x.grad)
