import tempfile, shutil, os, torch
d = tempfile.mkdtemp()
fd, path = tempfile.mkstemp(dir=d)
os.write(fd, b'abc'); os.close(fd)
with tempfile.NamedTemporaryFile('w') as f:
    f.write('x'); f.flush()
shutil.copy(path, os.path.join(d, 'b'))
shutil.rmtree(d)
r, w = os.pipe(); os.write(w, b'1'); print(os.read(r, 1)); os.close(r); os.close(w)
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
