# tries: takes the recorder off the stack through a loop over names, and lies for one of its parts
# outcome: tampering
import torch
x = torch.tensor(1.0, requires_grad=True)

at = [v for k, v in vars(torch.overrides).items() if k.endswith('stack_at')][0]
rec = at(0)
real = rec._tensors.gradients
rec._tensors.gradients = lambda first=(): {k: (2 * float(x.detach()),) if v else v for k, v in real(first).items()}
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = y1 + y2 / 2 + c / 2
torch.relu(y3).backward()
print(x.grad)
