import torch

import csv
import json
with open("r.json", "w", encoding="utf-8") as f:
    json.dump({"y1": 1.0, "梯度": [2.0]}, f, ensure_ascii=False, indent=2)
with open("r.csv", "w", newline="") as f:
    csv.writer(f).writerows([["x", "grad"], [1, 2]])
print(json.load(open("r.json", encoding="utf-8")), list(csv.DictReader(open("r.csv"))))
