import torch

import math
import random
random.seed(0)
print(random.choice([1, 2]), random.sample(range(9), 2), math.isclose(0.1 + 0.2, 0.3), math.pi)
random.shuffle([1, 2, 3])
