import sys, torch
def down(n):
    t = x * 1.0
    return down(n + 1)
x = torch.tensor(1.0, requires_grad=True)
try:
    down(0)
except RecursionError as e:
    print('too deep', str(e)[:20])
def plain(n):
    open('a.txt', 'a').close()
    return plain(n + 1)
try:
    plain(0)
except RecursionError:
    print('too deep again')
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
