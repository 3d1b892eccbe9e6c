import torch

import contextlib
@contextlib.contextmanager
def section(title):
    print("==", title)
    try:
        yield
    finally:
        print("== end")
with section("demo"), contextlib.suppress(ZeroDivisionError), contextlib.ExitStack() as stack:
    stack.callback(print, "bye")
    1 / 0
