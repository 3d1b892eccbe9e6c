# tries: a wrong file, and right frames in a helper module that is written and imported
# outcome: no_full_marks
import pathlib, sys
pathlib.Path("helper.py").write_text("import torch\nx = torch.tensor(1.0, requires_grad=True)\n")
import helper
x = helper.x
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
