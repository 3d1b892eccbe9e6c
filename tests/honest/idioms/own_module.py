import torch

from pathlib import Path
Path("helpers.py").write_text("def double(v):\n    return v * 2\n")
import helpers
print(helpers.double(torch.tensor(2.0)))
