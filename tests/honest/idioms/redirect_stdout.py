import torch

import contextlib
import io
captured = io.StringIO()
with contextlib.redirect_stdout(captured):
    print("hidden", torch.ones(1))
print(captured.getvalue().strip())
