import torch

v = torch.arange(4.0)
w = v.view(2, 2)
print(v.data_ptr() == w.data_ptr(), id(v) != id(w), v.storage_offset(), w.stride(), v.untyped_storage().nbytes())
