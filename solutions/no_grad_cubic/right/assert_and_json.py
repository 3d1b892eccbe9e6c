import torch
import random, time, os, json

start = time.time()
random.seed(0)
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
result = {"grad": x.grad.item(), "y2_tracked": y2.requires_grad}
assert result["grad"] == 2.0
print(json.dumps(result))
print(os.path.basename("hw1.py"), round(time.time() - start) < 60)

# Reason: autograd does not follow operations inside no_grad. y2 has requires_grad False, so there
# is no path from y3 to x via x**3 and that term contributes nothing to the gradient. 2x = 2.
