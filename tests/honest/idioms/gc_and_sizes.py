import torch

import gc
import sys
big = torch.zeros(1000)
print(sys.getsizeof(big), sys.getrefcount(big) > 0, big.element_size() * big.nelement())
del big
gc.collect()
gc.disable()
gc.enable()
