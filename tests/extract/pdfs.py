"""PDFs made by hand (ISO 32000-1), of text in any script, of pictures, and of malice."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(data), more, data)


def assembled(objects: Sequence[bytes]) -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(out))
    )


def page_of(content: bytes, more: bytes = b"", resources: bytes = b"/Font << /F 5 0 R >>") -> bytes:
    """One page with this content stream."""
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
            b"/Resources << %s >> >>" % resources,
            _stream(content, more),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H "
            b"/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /DW 1000 /CIDSystemInfo "
            b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
            _stream(_TO_UNICODE),
            _stream(b"\xff\xd8\xff", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 "),
        ]
    )


def text(*lines: str) -> bytes:
    """A page of these lines."""
    shown = b"".join(
        b"<%s> Tj 0 -20 Td\n" % line.encode("utf-16-be").hex().encode() for line in lines
    )
    return page_of(b"BT /F 12 Tf 50 700 Td\n" + shown + b"ET")


def scan() -> bytes:
    """A page that is one picture."""
    return page_of(b"q 600 0 0 800 0 0 cm /I Do Q", resources=b"/XObject << /I 8 0 R >>")


def bomb() -> bytes:
    """A page whose content unpacks to a gigabyte."""
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    data = b"".join(packer.compress(block) for _ in range(1 << 10)) + packer.flush()
    return page_of(data, b"/Filter /FlateDecode ")


def treadmill() -> bytes:
    """A page of so many operators that no reader comes to their end in time."""
    return page_of(
        zlib.compress(b"BT /F 9 Tf " + b"<0041> Tj " * 3_000_000), b"/Filter /FlateDecode "
    )


def circle() -> bytes:
    """Pages that are their own parents and children."""
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 3 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
        ]
    )
