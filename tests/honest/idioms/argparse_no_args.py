import torch

import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
args, unknown = parser.parse_known_args()
print(args.lr, unknown)
args = parser.parse_args([])
