"""Leaves threads, exit handlers and __del__ behind that never end.

Must end as an ordinary program does.
"""
# outcome: ok

import atexit

class Late:
    def __del__(self):
        time.sleep(1000)

keep = Late()
keep.itself = keep
atexit.register(time.sleep, 1000)
threading.Thread(target=time.sleep, args=(1000,)).start()
print("done")
