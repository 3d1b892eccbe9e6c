import torch

torch.testing.assert_close(torch.tensor(1.0), torch.tensor(1.0 + 1e-7))
assert torch.allclose(torch.ones(2), torch.ones(2)), "equal"
print(torch.equal(torch.ones(1), torch.ones(1)), torch.isclose(torch.tensor(1.0), torch.tensor(1.0)))
