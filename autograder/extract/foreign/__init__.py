"""Documents that other programs made: Word, PDF, and notebooks exported to HTML.

Their parsers are large, partly written in C, and eat what strangers made: a PDF may loop, a Word
file unpack to gigabytes. So each is read by a process of its own (`child.py`) that has little
memory, little time, an empty environment and nothing open but the document; what comes back is
plain data of bounded size. Whatever happens there is a problem of that one document.
"""

from __future__ import annotations

from autograder.extract.foreign.cells import cells_of
from autograder.extract.foreign.reader import Foreign, ForeignError, Kind, read_foreign

__all__ = ["Foreign", "ForeignError", "Kind", "cells_of", "read_foreign"]
