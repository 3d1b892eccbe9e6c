import torch
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt
xs = torch.linspace(-1, 1, 20)
plt.plot(xs.numpy(), (xs ** 2).numpy())
plt.savefig('curve.png')
plt.show()
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
