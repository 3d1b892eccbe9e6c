import torch

import subprocess
import sys
try:
    import torchviz
except ImportError:
    subprocess.check_call([sys.executable, "-m", "pip", "install", "torchviz"])
subprocess.run("pip install matplotlib -q", shell=True)
