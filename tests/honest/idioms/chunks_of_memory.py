import torch

print(torch.cuda.memory_allocated() if torch.cuda.is_available() else "cpu", torch.get_num_interop_threads())
torch.set_num_threads(1)
