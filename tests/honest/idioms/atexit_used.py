import torch

import atexit
atexit.register(print, "bye")
@atexit.register
def cleanup():
    print("cleanup")
