"""Text that a spreadsheet takes for text.

A cell that begins with = + - @ or with a tab or a line end is a formula to Excel and LibreOffice,
and one that calls out of the sheet can do harm (OWASP, "CSV Injection"). Full-width forms of these
signs are formulas in East Asian versions. Where the list separator is a semicolon or a tab, a
program may split a quoted cell at it, so what follows one counts as a beginning as well.

The cure is one apostrophe before the sign. So that it can be undone, text that already has
apostrophes there gets one more; `unprotect` takes exactly one away.
"""

from __future__ import annotations

import re

_SIGNS = "=+\\-@\t\r\n＝＋－＠﹢﹣﹦﹫−"
_BLANKS = " \x0b\x0c\x00\xa0\u200b-\u200f\u2060\u3000\ufeff"
_START = rf"\A(?='*[{_BLANKS}]*\"*[{_SIGNS}])"
_AFTER_SEPARATOR = rf"(?<=[;\t\r\n])(?='*\"*[{_SIGNS}])"
_BEGINNING = re.compile(f"{_START}|{_AFTER_SEPARATOR}")
_PROTECTED = re.compile(rf"\A'(?='*[{_BLANKS}]*\"*[{_SIGNS}])|(?<=[;\t\r\n])'(?='*\"*[{_SIGNS}])")


def protect(text: str) -> str:
    """Return `text` with an apostrophe wherever a spreadsheet would begin to read a formula."""
    return _BEGINNING.sub("'", text)


def unprotect(text: str) -> str:
    """Return what `protect` was given."""
    return _PROTECTED.sub("", text)
