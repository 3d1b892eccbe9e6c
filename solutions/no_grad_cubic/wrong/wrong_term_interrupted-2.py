# expect: wrong_term_interrupted
# score: 1.5
# also: explanation_missing
from torch import tensor

t = tensor([1.0], requires_grad=True)
s = t.detach() ** 2
c = t ** 3
total = s + c
total.backward()
print(t.grad)
