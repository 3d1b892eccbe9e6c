"""A teacher's own table, read and written back as it was.

Encoding, byte order mark, separator, line ends and quoting stay, because whatever made the file is
what has to read it again. Excel writes the separator of its country, UTF-16 as "Unicode text", and
GB18030 in China.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.extract.decode import encoding_of

_SEPARATORS = (",", ";", "\t")
_MAX_BYTES = 64 << 20
_MAX_CELL = 16 << 20


@dataclass
class Sheet:
    """Rows of text, and how the file writes them."""

    rows: list[list[str]]
    encoding: str = "utf-8-sig"
    separator: str = ","
    line_end: str = "\r\n"
    quote_all: bool = False
    ends_with_line: bool = True

    def find(self, *names: str) -> int | None:
        """The first column of the header that bears one of these names, in their order."""
        header = [cell.strip().casefold() for cell in self.rows[0]] if self.rows else []
        for name in names:
            if name.casefold() in header:
                return header.index(name.casefold())
        return None

    def cell(self, row: int, column: int | None) -> str:
        """The text of a cell, "" where the row is too short or there is no such column."""
        cells = self.rows[row]
        return cells[column].strip() if column is not None and column < len(cells) else ""

    def put(self, row: int, column: int, text: str) -> None:
        """Write a cell; a row that is too short is filled up."""
        cells = self.rows[row]
        cells.extend("" for _ in range(column + 1 - len(cells)))
        cells[column] = text

    def dump(self) -> bytes:
        """The file's bytes. Where its encoding lacks a character it becomes UTF-8."""
        text = io.StringIO(newline="")
        writer = csv.writer(
            text,
            delimiter=self.separator,
            lineterminator=self.line_end,
            quoting=csv.QUOTE_ALL if self.quote_all else csv.QUOTE_MINIMAL,
        )
        writer.writerows(self.rows)
        whole = text.getvalue()
        if not self.ends_with_line:
            whole = whole.removesuffix(self.line_end)
        try:
            return whole.encode(self.encoding)
        except UnicodeEncodeError:
            return whole.encode("utf-8-sig", errors="replace")


def new_sheet(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Sheet:
    """A table of our own: UTF-8 with a byte order mark, commas, CRLF."""
    return Sheet([list(header), *(list(row) for row in rows)])


def read_sheet(path: Path) -> Sheet:
    """The table in a file.

    Raises:
        UsageError: the file cannot be read or is no table.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    if len(data) > _MAX_BYTES:
        raise UsageError(f"{path} is too large for a gradebook ({_MAX_BYTES >> 20} MiB at most)")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UsageError(f"{path} is an Excel workbook; save it as CSV and give that")
    return parse_sheet(data, str(path))


def parse_sheet(data: bytes, called: str = "the table") -> Sheet:
    """The table in a file's bytes.

    Raises:
        UsageError: it has no rows, or is no table; `called` names it in the sentence.
    """
    encoding = encoding_of(data)
    text = data.decode(encoding, errors="replace")
    csv.field_size_limit(_MAX_CELL)
    try:
        separator = _separator(text)
        found = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        rows = list(found)
    except csv.Error as error:
        raise UsageError(f"{called} is no CSV file: {error}") from None
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise UsageError(f"{called} is empty")
    first = text.partition("\n")[0].strip("\r\ufeff")
    return Sheet(
        rows,
        encoding,
        separator,
        "\r\n" if "\r\n" in text else "\n",
        quote_all=first == separator.join(f'"{cell}"' for cell in rows[0]),
        ends_with_line=text.endswith(("\n", "\r")),
    )


def _separator(text: str) -> str:
    """The separator under which the first rows have the most columns, and equally many."""
    sample = text[:65536]

    def columns(separator: str) -> tuple[bool, int]:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        try:
            widths = [len(row) for row in rows if row][:20]
        except csv.Error:
            return False, 0
        # The sample may end within a row.
        whole = widths if len(text) == len(sample) else widths[:-1] or widths
        return len(set(whole)) == 1 and whole[0] > 1, whole[0] if whole else 0

    return max(_SEPARATORS, key=columns)
