import torch
x = torch.tensor(1.0, requires_grad=True)
terms = [x ** 2]
with torch.no_grad():
    terms.append(x ** 3)
y3 = sum(terms)
y3.backward()
print([t.requires_grad for t in terms], x.grad)
# terms[1] doesn't require grad since it was computed under no_grad, so it isn't in the graph.
# Backward only sees x**2, therefore 2.
