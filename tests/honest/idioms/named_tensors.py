import torch

imgs = torch.randn(1, 2, 2, 3, names=("N", "C", "H", "W"))
print(imgs.names, imgs.sum("C").names)
