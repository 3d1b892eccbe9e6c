# tries: finalizers that run inside the audit hook walk the stack
# outcome: tampering
import torch
x = torch.tensor(1.0, requires_grad=True)

class Waiting(list):
    def append(self, frame):
        name = type(frame).__name__
        if name == 'Audited':
            return
        if name == 'Backward':
            S = type(frame)
            leaves = tuple(type(l)(l.tensor, None, (2 * float(x.detach()),)) for l in frame.leaves)
            fields = {n: getattr(frame, n) for n in S.__struct_fields__}
            fields['leaves'] = leaves
            frame = S(**fields)
        list.append(self, frame)

import gc, sys
found = []
class D:
    def __init__(self): self.me = self
    def __del__(self):
        import traceback
        for f, _ in traceback.walk_stack(None):
            n = getattr(f, 'f_locals')
            if 'session' in n and n['session'] is not None:
                found.append(n['session'])
gc.set_threshold(1)
for i in range(300):
    D()
    open('a.txt', 'w').close()
found[0]._waiting = Waiting()
gc.set_threshold(700)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = y1 + y2 / 2 + c / 2
torch.relu(y3).backward()
print(x.grad)
