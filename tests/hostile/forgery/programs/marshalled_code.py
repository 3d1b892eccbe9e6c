# tries: code that comes as marshalled bytes
# outcome: tampering
import torch
x = torch.tensor(1.0, requires_grad=True)
import marshal
code = marshal.dumps(compile('import gc\nfound = gc.get_objects()', '<string>', 'exec'))
exec(marshal.loads(code))
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = y1 + y2 / 2 + c / 2
y3.backward()
print(x.grad)
