import torch

mlp = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.ReLU())
print(mlp, sum(p.numel() for p in mlp.parameters()), list(mlp.state_dict()))
for name, module in mlp.named_modules():
    print(name, type(module).__name__)
