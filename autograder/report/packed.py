"""A whole report as bytes, with the code and everything else that the page of a report shows.

Compressed msgpack of `report.model.Report`: a fraction of its JSON, and it comes back as the same
value, so that pages, JSON and tables can be made from it at any time.
"""

from __future__ import annotations

import zlib
from typing import Any

import msgspec

from autograder.report.model import Report
from autograder.report.text import well_formed

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Report] = msgspec.msgpack.Decoder(Report)


def pack(report: Report) -> bytes:
    """The report as bytes. Lone surrogates in foreign text become U+FFFD, as in its JSON."""
    try:
        plain = _encoder.encode(report)
    except UnicodeEncodeError:
        plain = _encoder.encode(_clean(msgspec.to_builtins(report)))
    return zlib.compress(plain, 6)


def unpack(data: bytes) -> Report:
    """What `pack` was given."""
    return _decoder.decode(zlib.decompress(data))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(item) for item in value]
    return value
