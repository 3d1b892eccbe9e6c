import torch

import pandas as pd
frame = pd.DataFrame({"x": [1, 2], "grad": [2, 4]})
print(frame.describe())
