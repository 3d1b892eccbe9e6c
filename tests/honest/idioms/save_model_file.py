import torch

import os
model = torch.nn.Linear(1, 1)
torch.save(model.state_dict(), "model.pt")
model.load_state_dict(torch.load("model.pt"))
print(os.path.getsize("model.pt") > 0)
os.remove("model.pt")
