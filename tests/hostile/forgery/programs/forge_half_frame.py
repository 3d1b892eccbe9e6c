# tries: a frame that claims more bytes than follow, so that what comes after is swallowed
# outcome: no_full_marks
import os, struct
os.write(len("abc"), struct.pack(">I", 1000000) + b"\x93")
