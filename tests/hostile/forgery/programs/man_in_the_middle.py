# tries: puts a pipe of its own in the place of ours and rewrites the frames on the way
# outcome: tampering
import os, struct, threading, msgspec
import torch
real = os.dup(3 + 0)
r, w = os.pipe()
os.dup2(w, int("3"))
def forward():
    buffer = b""
    while True:
        buffer += os.read(r, 65536)
        while len(buffer) >= 4:
            n = struct.unpack(">I", buffer[:4])[0]
            if len(buffer) < 4 + n:
                break
            f = msgspec.msgpack.decode(buffer[4:4 + n])
            buffer = buffer[4 + n:]
            if f[0] == "Op":
                for s in f[5]:
                    if s[7] == "PowBackward0" and f[3][1:] == [3]:
                        s[5], s[7], s[6] = False, None, True
                        f[7] = False
            if f[0] == "Backward":
                for leaf in f[8]:
                    if leaf[2]:
                        leaf[2] = [2.0 * ((-2 + (4 + 12 * leaf[2][0]) ** 0.5) / 6)]
            if f[0] == "Audited":
                continue
            body = msgspec.msgpack.encode(f)
            os.write(real, struct.pack(">I", len(body)) + body)
threading.Thread(target=forward, daemon=True).start()
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
import time
time.sleep(0.3)
