# expect: gradients_not_added
# also: exercise_not_found
# score: 5.5
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x ** 2
y.backward()
try:
    y.backward()
except RuntimeError as e:
    print(e)

x = torch.tensor(2.0, requires_grad=True)
z = x ** 3
z.backward(retain_graph=True)
print(x.grad)

x = torch.tensor(2.0, requires_grad=True)
w = x ** 4
w.backward()
print(x.grad)

# After the first backward the saved intermediate values of the graph are freed, so the second call has nothing to work with.
# retain_graph=True keeps the graph, so backward can run again, but that costs memory.
# Every backward adds to x.grad, hence 12 + 12 = 24 for z; for w I cleared the gradient in between.
