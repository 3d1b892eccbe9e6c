# tries: a profile function edits what the recorder measures
# outcome: tampering
import sys
import torch
def profile(frame, event, arg):
    if event == "return" and frame.f_code.co_name == "gradients" and arg:
        for k, v in arg.items():
            if v:
                arg[k] = (2.0,)
getattr(sys, "set" + "profile")(profile)
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
