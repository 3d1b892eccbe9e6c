import torch

import doctest
def add(a, b):
    """
    >>> add(1, 2)
    3
    """
    return a + b
doctest.run_docstring_examples(add, {"add": add})
