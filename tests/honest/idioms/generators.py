import torch

def batches(values, size):
    for start in range(0, len(values), size):
        yield values[start : start + size]
stream = batches(torch.arange(6.0), 2)
print(next(stream), list(stream), sum(v * v for v in range(3)))
def echo():
    got = None
    while True:
        got = yield got
e = echo()
next(e)
print(e.send(4))
e.close()
