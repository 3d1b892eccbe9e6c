import warnings, torch
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    x = torch.tensor(1.0, requires_grad=True)
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    y3 = y1 + y2
    y3.backward()
    print(y2.grad, y1.grad)
print([str(w.message)[:20] for w in caught], x.grad)
