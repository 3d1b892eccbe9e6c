import torch; x = torch.tensor(1.0, requires_grad=True); y1 = x**2
with torch.no_grad(): y2 = x**3
y3 = y1 + y2; y3.backward(); print(x.grad)
# y2 在 no_grad 里面，没有被追踪，梯度不会从 y2 传回来，所以是 2
