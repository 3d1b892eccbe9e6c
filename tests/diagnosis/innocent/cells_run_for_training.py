# as: notebook
# %%
import torch

torch.manual_seed(0)
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model
# %%
model.eval()
with torch.no_grad():
    print(model(torch.ones(1, 2)))
# %%
model.train()
for step in range(2):
    optimizer.zero_grad()
    loss = model(torch.ones(3, 2)).pow(2).mean()
    loss.backward()
    optimizer.step()
loss
# %%
model.eval()
# %%
model(torch.ones(1, 2)).detach()
