import torch

t0 = torch.arange(12).reshape(3, 4)
t1 = t0.clone().float()
t1[0, :] = 9
t1[t1 > 10] = 0
print(t0[:, 1], t0[t0 % 2 == 0], t1.masked_fill(t1 == 0, -1), torch.where(t0 > 5, t0, 0), t0.T.shape)
