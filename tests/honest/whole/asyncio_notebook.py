# as: notebook
import asyncio, torch
async def solve():
    await asyncio.sleep(0)
    x = torch.tensor(1.0, requires_grad=True)
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    y3 = y1 + y2
    y3.backward()
    return x.grad
# %%
g = await solve()
print(g)
