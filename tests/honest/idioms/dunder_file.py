import torch

import os
here = os.path.dirname(os.path.abspath(globals().get("__file__", "notebook.ipynb")))
print(len(here) > 0, __name__)
