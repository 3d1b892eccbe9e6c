import torch
x = torch.tensor([1.0], requires_grad=True)
total = 0
for n in (2, 3):
    if n == 3:
        with torch.no_grad():
            term = x ** n
    else:
        term = x ** n
    total = total + term
x.register_hook(lambda g: print('grad arrives'))
total[0].backward()
print(x.grad)
