import torch

import warnings
warnings.filterwarnings("ignore")
warnings.simplefilter("ignore", UserWarning)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("not shown", stacklevel=1)
warnings.warn("perhaps shown", UserWarning)
