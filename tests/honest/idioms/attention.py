import torch

q0 = torch.randn(1, 2, 3, 4)
print(torch.nn.functional.scaled_dot_product_attention(q0, q0, q0).shape)
lstm = torch.nn.LSTM(4, 5, batch_first=True)
print(lstm(torch.randn(1, 3, 4))[0].shape, torch.nn.Embedding(5, 2)(torch.tensor([1])).shape)
