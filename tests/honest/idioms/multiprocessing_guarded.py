import torch

import multiprocessing as mp
def square_of(n):
    return n * n
if __name__ == "__main__":
    print(mp.cpu_count() > 0)
    mp.freeze_support()
