import torch

import os
import tempfile
with tempfile.TemporaryDirectory() as d, open(os.path.join(d, "t.txt"), "w") as f:
    f.write("x")
with tempfile.NamedTemporaryFile("w+") as t:
    t.write("hi")
    t.seek(0)
    print(t.read(), tempfile.gettempdir())
