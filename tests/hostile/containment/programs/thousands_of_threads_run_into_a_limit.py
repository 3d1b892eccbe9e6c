"""Starts threads without end.

Must be refused within the limit, as an error of the program.
"""
# outcome: ok, memory_exceeded
# quick: yes

try:
    for number in range(5000):
        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
    print("BREACH: five thousand threads")
except RuntimeError as error:
    print(number, error)
