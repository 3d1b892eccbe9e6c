import torch

try:
    import tensorflow as tf
except ImportError:
    tf = None
try:
    from torchviz import make_dot
    make_dot(torch.ones(1, requires_grad=True) * 2)
except ImportError:
    print("no torchviz")
