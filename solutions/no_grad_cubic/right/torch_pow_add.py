from torch import add, no_grad, pow, tensor

inp = tensor(1.0, requires_grad=True)
sq = pow(inp, 2)
with no_grad():
    cu = pow(inp, 3)
out = add(sq, cu)
out.backward()
print(inp.grad)
# cu was made in no_grad so cu.requires_grad == False; autograd has no record of it.
# Only sq contributes to inp.grad -> 2 * 1 = 2
