# tries: edits what the recorder knows of tensors, in its own table
# outcome: tampering
import torch
recorder = getattr(torch._C, "_get_function_" + "stack_at")(0)
table = recorder._tensors._values
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
table[:] = [(2.0,)] * len(table)
