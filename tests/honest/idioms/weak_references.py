import torch

import weakref
tracked = torch.ones(2)
ref = weakref.ref(tracked, lambda _: print("gone"))
print(ref() is tracked, weakref.getweakrefcount(tracked) > 0)
del tracked
cache = weakref.WeakValueDictionary()
