import torch
def pack(t):
    print('pack', t.shape)
    return t
def unpack(t):
    print('unpack')
    return t
x = torch.tensor(1.0, requires_grad=True)
with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
    y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
