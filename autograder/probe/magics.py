"""Which of IPython's magics run, which are left out, and which run their code just once."""

from __future__ import annotations

import re

SHELL = frozenset(
    {
        "!",
        "sx",
        "system",
        "sc",
        "bash",
        "sh",
        "script",
        "cmd",
        "perl",
        "ruby",
        "python",
        "python2",
        "python3",
        "pypy",
        "pip",
        "conda",
        "mamba",
        "micromamba",
        "uv",
    }
)
"""They start other programs; a note takes their place."""

SILENT = frozenset({"matplotlib", "config", "gui", "xmode", "colors", "pdb", "autosave"})
"""They set up a display that is not there; nothing takes their place."""

LEFT_OUT = frozenset(
    {
        "pinfo",
        "pinfo2",
        "pdoc",
        "pdef",
        "psource",
        "pfile",
        "psearch",
        "debug",
        "edit",
        "ed",
        "load",
        "loadpy",
        "notebook",
        "pylab",
        "store",
        "tensorboard",
        "recall",
        "rep",
        "history",
        "hist",
        "man",
        "less",
        "more",
        "connect_info",
        "qtconsole",
        "killbgscripts",
        "memit",
        "mprun",
        "lprun",
        "page",
        "pastebin",
        "logstart",
        "doctest_mode",
        "code_wrap",
    }
)
"""They are for a person at a terminal, or need a package of their own."""

WHOLE = frozenset({"time", "prun", "memit", "mprun", "lprun"})
"""Cell magics that measure their body: the body runs as if it were the cell."""

_OPTIONS = re.compile(r"^(?:\s*-(?:[nrtp]\s*\d+|[tcqovaslDT]\b))+\s*")


def without_options(line: str) -> str:
    """The statement of `%timeit -n 10 -r 3 f(x)`."""
    return _OPTIONS.sub("", line)
