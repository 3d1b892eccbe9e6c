import os, sys, platform, pathlib, torch
print(sys.version, sys.executable, sys.path[:1], sys.argv, sys.byteorder, sys.maxsize, sys.getrecursionlimit())
print(os.getcwd(), os.environ.get('HOME'), os.environ.get('PATH'), os.name, os.sep, os.cpu_count(), os.getpid())
print(platform.python_version(), platform.system(), platform.machine(), platform.node(), platform.processor())
print(torch.__version__, torch.get_num_threads(), torch.cuda.is_available(), torch.backends.mps.is_available())
for name in sorted(os.environ)[:5]:
    print(name)
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
