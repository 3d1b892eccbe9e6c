import torch

n = torch.tensor(2.0, requires_grad=True)
m = n * n
m.grad_fn.register_hook(lambda gi, go: print("node", gi, go))
m.grad_fn.register_prehook(lambda go: None)
m.backward()
print(n.grad, m.grad_fn.name(), m.grad_fn.metadata)
