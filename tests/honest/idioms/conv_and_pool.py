import torch

image = torch.randn(1, 3, 8, 8)
conv = torch.nn.Conv2d(3, 4, 3, padding=1)
pooled = torch.nn.functional.max_pool2d(torch.relu(conv(image)), 2)
print(pooled.flatten(1).shape, torch.nn.Dropout(0.5)(pooled).shape, torch.nn.BatchNorm2d(4)(pooled).shape)
