import torch

q = torch.tensor(2.0, requires_grad=True)
q.register_post_accumulate_grad_hook(lambda t: print("grad ready", t.grad))
(q * 5).backward()
