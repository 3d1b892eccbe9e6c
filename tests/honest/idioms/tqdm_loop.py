import torch

from tqdm import tqdm
total = 0
for i in tqdm(range(5), desc="loop"):
    total += i
print(total)
