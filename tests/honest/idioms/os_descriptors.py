import torch

import os
fd = os.open("raw.txt", os.O_CREAT | os.O_RDWR)
os.write(fd, b"hello")
copy_fd = os.dup(fd)
os.lseek(fd, 0, 0)
print(os.read(copy_fd, 5), os.fstat(fd).st_size)
os.close(fd)
os.close(copy_fd)
r, w = os.pipe()
os.write(w, b"x")
print(os.read(r, 1))
