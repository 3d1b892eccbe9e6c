# as: notebook
import torch
ip = get_ipython()
ip.events.register('post_run_cell', lambda result: print('cell done'))
# %%
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
