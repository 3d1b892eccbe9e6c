"""Nests folders deeper than a path can say, with modes that let nobody in.

Must be gone for the next run.
"""
# outcome: ok, output_exceeded, timed_out

for _ in range(3000):
    try:
        os.mkdir("d")
        os.chdir("d")
    except OSError:
        break
open("file", "w").close()
os.chmod(".", 0)
