import torch

import sys
class Tee:
    def __init__(self, stream, path):
        self.stream, self.file = stream, open(path, "w", encoding="utf-8")
    def write(self, text):
        self.stream.write(text)
        self.file.write(text)
    def flush(self):
        self.stream.flush()
        self.file.flush()
before_tee = sys.stdout
sys.stdout = Tee(sys.stdout, "log.txt")
print("to both")
sys.stdout = before_tee
sys.stdout.write("direct\n")
sys.stderr.write("error stream\n")
