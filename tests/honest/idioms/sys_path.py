import torch

import sys
sys.path.append("..")
sys.path.insert(0, ".")
print(sys.version, sys.platform, sys.executable is not None, sys.getrecursionlimit(), sys.byteorder)
sys.setrecursionlimit(3000)
