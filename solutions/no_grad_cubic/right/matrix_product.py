import torch
x = torch.tensor([[1.0]], requires_grad=True)
y1 = torch.mm(x, x)
with torch.no_grad():
    y2 = torch.mm(torch.mm(x, x), x)
y3 = y1 + y2
y3.backward(gradient=torch.tensor([[1.0]]))
print(x.grad)
# y2 isn't tracked (requires_grad=False), so no gradient flows through y2 and only y1 contributes 2.
