import torch

def risky(v):
    try:
        return 1 / v
    except ZeroDivisionError as error:
        print("caught", error)
        raise ValueError("bad") from error
    finally:
        print("done")
try:
    risky(0)
except ValueError as error:
    print(repr(error), error.__cause__, error.__traceback__ is not None)
else:
    print("never")
