# expect: gradient_accumulated
# score: 7
import torch


def run(x, track):
    y1 = x ** 2
    with torch.set_grad_enabled(track):
        y2 = x ** 3
    (y1 + y2).backward()
    return x.grad


x = torch.tensor(1.0, requires_grad=True)
for track in (True, False):
    print(track, run(x, track))
# The cube isn't tracked when grad mode is off (no grad_fn), so its gradient isn't propagated back.
