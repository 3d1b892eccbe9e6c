"""Closes the evidence stream, puts another file in its place and goes on.

Must be reported without full marks.
"""
# outcome: exited, crashed, protocol_error, timed_out

os.close(3)
os.dup2(os.open("file", os.O_CREAT | os.O_RDWR), 3)
print("lost")
