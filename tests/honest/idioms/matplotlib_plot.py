import torch

import matplotlib.pyplot as plt
plt.rcParams["font.sans-serif"] = ["SimHei"]
plt.rcParams["axes.unicode_minus"] = False
fig, ax = plt.subplots()
grid = torch.linspace(-1, 1, 20)
ax.plot(grid.numpy(), (grid**2).numpy(), label="x^2")
plt.legend()
plt.savefig("plot.png")
plt.show()
