import torch

counter = 5
print("counter" in globals(), sorted(k for k in locals() if k == "counter"), vars().get("counter"), dir()[:1] != [])
globals()["made"] = 3
print(made)
