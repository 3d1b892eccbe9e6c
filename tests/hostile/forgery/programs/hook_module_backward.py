# tries: a module hook drops the gradient of the tracked cube
# outcome: no_full_marks
import torch
x = torch.tensor([1.0], requires_grad=True)

class Sum(torch.nn.Module):
    def forward(self, a, b):
        return torch.relu(a + b)
m = Sum()
m.register_full_backward_hook(lambda mod, gi, go: (gi[0], gi[1] * 0))
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = m(y1 + y2 / 2, c / 2)
y3.backward()
print(x.grad)
