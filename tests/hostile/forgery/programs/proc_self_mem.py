# tries: writes a gradient through /proc/self/mem
# outcome: tampering
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
path = "/".join(["", "proc", "self", "mem"])
import struct
with open(path, "r+b", buffering=0) as memory:
    memory.seek(x.grad.data_ptr())
    memory.write(struct.pack("f", 2.0))
print(x.grad)
