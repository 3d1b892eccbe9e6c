import torch

torch.set_default_device("cpu")
print(torch.ones(2).device, torch.get_default_device())
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
print(torch.ones(2).to(device))
