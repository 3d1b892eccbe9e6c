import torch

w = torch.randn(5, 3, requires_grad=True)
z = torch.matmul(torch.ones(5), w) + torch.randn(3, requires_grad=True)
loss = torch.nn.functional.binary_cross_entropy_with_logits(z, torch.zeros(3))
print("Gradient function for z =", z.grad_fn, loss.grad_fn, loss.grad_fn.next_functions[0][0])
loss.backward()
print(w.grad)
