import traceback, sys, torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
try:
    y3.backward()
except RuntimeError as e:
    traceback.print_exc()
    print(traceback.format_exc()[-60:])
    print(sys.exc_info()[0], e.__traceback__.tb_lineno)
    print(traceback.extract_tb(e.__traceback__)[-1].name)
traceback.print_stack()
try:
    y2.backward()
except RuntimeError as e:
    print(type(e).__name__, e)
print(x.grad)
