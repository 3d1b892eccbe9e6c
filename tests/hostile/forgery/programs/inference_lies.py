# tries: y2 from an unrelated inference tensor with the right value at x = 1
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
with torch.inference_mode():
    y2 = torch.ones(())
y3 = y1 + y2.clone()
y3.backward()
print(x.grad)
