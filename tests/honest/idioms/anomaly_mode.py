import torch

with torch.autograd.detect_anomaly(check_nan=False):
    bad = torch.tensor(0.0, requires_grad=True)
    torch.sqrt(bad).backward()
print(bad.grad)
torch.autograd.set_detect_anomaly(False)
