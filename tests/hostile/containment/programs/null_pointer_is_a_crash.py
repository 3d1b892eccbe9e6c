"""Reads address zero through ctypes.

Must be reported as a crash, with what was printed before.
"""
# outcome: crashed
# quick: yes

print("before")
ctypes.string_at(0)
