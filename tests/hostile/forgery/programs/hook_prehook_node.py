# tries: a pre-hook on the node of x itself
# outcome: no_full_marks
import torch
x = torch.tensor([1.0], requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = y1 + y2 / 2 + c / 2

node = y1.grad_fn.next_functions[0][0]
node.register_prehook(lambda g: (2 * x.detach(),))
y3.sum(dim=0).backward()
print(x.grad)
