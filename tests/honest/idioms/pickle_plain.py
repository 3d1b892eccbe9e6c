import torch

import pickle
data = {"grad": [1.0, 2.0], "name": "x"}
with open("data.pkl", "wb") as f:
    pickle.dump(data, f)
with open("data.pkl", "rb") as f:
    print(pickle.load(f) == data)
print(pickle.loads(pickle.dumps(torch.ones(2))))
