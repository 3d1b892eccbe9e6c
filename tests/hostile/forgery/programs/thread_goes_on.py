# tries: a thread prints and computes after the end
# outcome: no_full_marks
import threading, time
import torch
def later():
    while True:
        time.sleep(0.01)
        x = torch.tensor(1.0, requires_grad=True)
        (x**2).backward()
threading.Thread(target=later, daemon=True).start()
import torch

x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
