import torch

import io
buffer = io.BytesIO()
torch.save({"w": torch.ones(2), "epoch": 3}, buffer)
buffer.seek(0)
print(torch.load(buffer, weights_only=True)["epoch"])
