import torch

import queue
import threading
box = queue.Queue()
stop = threading.Event()
def producer():
    for i in range(3):
        box.put(torch.tensor(float(i)))
    stop.set()
threading.Thread(target=producer, daemon=True).start()
stop.wait(2)
print([box.get().item() for _ in range(3)])
timer = threading.Timer(0.01, print, ("tick",))
timer.start()
timer.join()
