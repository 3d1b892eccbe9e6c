import torch

m0 = torch.eye(2)
print(torch.einsum("ij,jk->ik", m0, m0), torch.linalg.inv(m0), torch.linalg.norm(m0), torch.trace(m0), torch.det(m0))
