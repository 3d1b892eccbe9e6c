import torch

import os
import sys
import traceback
try:
    torch.ones(2) + torch.ones(3)
except RuntimeError as e:
    exc_type, exc_obj, exc_tb = sys.exc_info()
    print(exc_type, os.path.split(exc_tb.tb_frame.f_code.co_filename)[1], exc_tb.tb_lineno)
    traceback.print_exc()
    print(traceback.format_exc()[:20], traceback.extract_tb(e.__traceback__)[-1].lineno)
