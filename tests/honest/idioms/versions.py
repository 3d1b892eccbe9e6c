import torch

import platform
import sys
print("Python", platform.python_version(), platform.system(), platform.machine(), platform.node() is not None)
print("torch", torch.__version__, torch.version.cuda, torch.cuda.is_available(), torch.get_num_threads())
print(torch.__config__.show()[:10], torch.backends.mkl.is_available())
