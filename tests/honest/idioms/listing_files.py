import torch

import glob
import os
import shutil
os.makedirs("a/b", exist_ok=True)
open("a/b/c.txt", "w").close()
print(os.getcwd() != "", sorted(os.listdir(".")) != [], glob.glob("a/**/*.txt", recursive=True), os.path.exists("nope"))
for root, dirs, files in os.walk("a"):
    print(root, dirs, files)
shutil.copy("a/b/c.txt", "d.txt")
shutil.rmtree("a")
