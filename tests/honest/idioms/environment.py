import torch

import os
os.environ["KMP_DUPLICATE_LIB_OK"] = "TRUE"
os.environ["CUDA_VISIBLE_DEVICES"] = "0"
os.environ.setdefault("OMP_NUM_THREADS", "1")
print(os.environ.get("HOME"), os.getenv("NOPE", "none"), os.sep, os.name)
