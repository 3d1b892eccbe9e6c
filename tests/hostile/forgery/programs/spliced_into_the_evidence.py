# tries: splices bytes into the evidence
# outcome: tampering
import torch
x = torch.tensor(1.0, requires_grad=True)

import os
r, w = os.pipe()
os.close(w) if False else None
f = os.open('junk', os.O_RDWR | os.O_CREAT)
import io
io.FileIO(f, 'w', closefd=False).write(b'abcdefgh')
os.lseek(f, 0, 0)
os.splice(f, w, 8)
os.splice(r, 3, 8)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = y1 + y2 / 2 + c / 2
y3.backward()
print(x.grad)
