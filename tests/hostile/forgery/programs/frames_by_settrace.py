# tries: a trace function sees the recorder's frames and edits their locals
# outcome: tampering
import sys
import torch
def trace(frame, event, arg):
    if "recorder" in frame.f_code.co_filename and "after" in frame.f_locals:
        frame.f_locals["after"].update({0: (2.0,)})
    return trace
getattr(sys, "set" + "trace")(trace)
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
