import torch

import signal
def handler(number, frame):
    raise TimeoutError
signal.signal(signal.SIGINT, signal.default_int_handler)
print(signal.getsignal(signal.SIGINT) is not None)
