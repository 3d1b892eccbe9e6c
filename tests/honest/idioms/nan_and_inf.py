import torch

print(torch.tensor(float("nan")).isnan(), torch.tensor(1.0) / 0, torch.nan_to_num(torch.tensor(float("inf"))))
