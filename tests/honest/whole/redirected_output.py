import io, sys, contextlib, torch
buffer = io.StringIO()
with contextlib.redirect_stdout(buffer):
    print('hidden')
old = sys.stdout
sys.stdout = io.StringIO()
print('lost')
sys.stdout = old
sys.stdout.flush()
sys.stdout.write('direct\n')
print(sys.stdout.encoding, sys.stdout.isatty(), file=sys.stderr)
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
