"""Recurses without end, in Python with the limit raised and in C through repr.

Must be an error or a crash of this run alone.
"""
# outcome: ok, crashed, memory_exceeded
# quick: yes

def deep(n):
    return deep(n + 1)

try:
    deep(0)
except RecursionError:
    print("python")
sys.setrecursionlimit(10**9)

class Deep:
    def __repr__(self):
        return repr([self])

repr(Deep())
deep(0)
