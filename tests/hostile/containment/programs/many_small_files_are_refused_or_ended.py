"""Makes empty files without end.

Must be refused or ended.
"""
# outcome: ok, output_exceeded, timed_out
# quick: yes

try:
    for number in range(200_000):
        open(f"file-{number}", "wb").close()
    print("BREACH: two hundred thousand files")
except OSError as error:
    print("refused", error.errno)
