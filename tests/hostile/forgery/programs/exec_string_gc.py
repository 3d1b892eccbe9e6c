# tries: a text that is executed searches all objects
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
exec('''import gc
found = [o for o in gc.get_objects() if type(o).__name__ == "Session"]''')
found[0]._waiting = Waiting()
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = y1 + y2 / 2 + c / 2
torch.relu(y3).backward()
print(x.grad)
