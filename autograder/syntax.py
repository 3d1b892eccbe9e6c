"""Python source to syntax tree, safely from several threads.

CPython before 3.12.2 counts the depth of the tree that is being made in one place for all threads
(python/cpython issue 106905): where another thread gets a turn meanwhile, as it does when a
callback of the garbage collector runs, `ast.parse` raises SystemError for good code. One thread at
a time therefore makes trees, which costs nothing: it holds the interpreter all the while anyway.
"""

from __future__ import annotations

import ast
import threading

_making = threading.Lock()

UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What `parse` raises for source that is no Python, or more than Python can take."""


def parse(source: str, filename: str = "<unknown>") -> ast.Module:
    """The syntax tree of `source`.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: `source` cannot be parsed.
    """
    with _making:
        return ast.parse(source, filename)
