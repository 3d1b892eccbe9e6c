import torch

leaf0 = torch.tensor(1.0)
try:
    (leaf0 * 2).backward()
except RuntimeError as error:
    print("没有梯度:", error)
tracked0 = torch.tensor(1.0, requires_grad=True)
try:
    tracked0 += 1
except RuntimeError as error:
    print(type(error).__name__, str(error)[:30])
try:
    s0 = tracked0**2
    s0.backward()
    s0.backward()
except RuntimeError as error:
    print(error)
