import torch

import importlib
import importlib.util
math = importlib.import_module("math")
print(math.pi, importlib.util.find_spec("torchvision") is None or True)
importlib.reload(math)
nn = __import__("torch.nn").nn
print(nn.Linear)
