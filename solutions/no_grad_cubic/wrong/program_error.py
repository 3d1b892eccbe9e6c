# expect: program_error
# score: 3
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# x**3 没有被追踪，y2.requires_grad 为 False，梯度不会从 y2 传回 x。
