import torch

import asyncio
async def wait(n):
    await asyncio.sleep(0.001)
    return n * 2
async def both():
    return await asyncio.gather(wait(1), wait(2))
def main():
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(both())
    finally:
        loop.close()
try:
    print(main())
except RuntimeError as error:
    print(error)
