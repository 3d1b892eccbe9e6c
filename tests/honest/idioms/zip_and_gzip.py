import torch

import gzip
import zipfile
with zipfile.ZipFile("a.zip", "w") as z:
    z.writestr("a.txt", "hi")
with gzip.open("a.gz", "wt") as f:
    f.write("hi")
print(zipfile.ZipFile("a.zip").namelist(), gzip.open("a.gz", "rt").read())
