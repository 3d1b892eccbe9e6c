import threading, time, torch
ticks = []
def tick():
    ticks.append(time.time())
timer = threading.Timer(0.01, tick)
timer.start()
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)

timer.join()
print(len(ticks))
