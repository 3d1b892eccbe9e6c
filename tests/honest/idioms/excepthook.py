import torch

import sys
def hook(kind, value, trace):
    print("uncaught", kind.__name__, value)
    sys.__excepthook__(kind, value, trace)
sys.excepthook = hook
print(sys.excepthook is hook)
