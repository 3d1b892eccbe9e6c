import torch

def kind(v):
    match v:
        case int() | float():
            return "number"
        case [first, *_]:
            return "list"
        case _:
            return "other"
print(kind(1), kind([1]), kind("a"))
