import torch
x = torch.tensor(1.0, requires_grad=True)
x.register_post_accumulate_grad_hook(lambda p: print('accumulated', p.grad))
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
(y1 + y2).backward()
print(x.grad)
