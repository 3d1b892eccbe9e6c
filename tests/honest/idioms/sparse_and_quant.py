import torch

i0 = torch.tensor([[0, 1], [1, 0]])
print(torch.sparse_coo_tensor(i0, torch.ones(2), (2, 2)).to_dense())
