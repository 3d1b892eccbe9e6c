"""How frames travel: a 4-byte big-endian length, then one msgpack frame.

Both sides cap sizes. The decoder accepts the frames of `schema` and nothing else; what does not
decode raises `ProtocolError` for the supervisor to judge.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

import msgspec

from autograder.evidence.schema import Frame

MAX_FRAME = 1 << 20
"""Bytes of one frame at the most."""

_LENGTH = struct.Struct(">I")
_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Frame] = msgspec.msgpack.Decoder(Frame)


class ProtocolError(Exception):
    """The stream holds something that is no frame."""


def encode(frame: Frame) -> bytes:
    """Return the frame as it goes over the wire, length first.

    Raises:
        ProtocolError: the frame is larger than `MAX_FRAME`.
    """
    body = _encoder.encode(frame)
    if len(body) > MAX_FRAME:
        raise ProtocolError(f"a frame of {len(body)} bytes is over the cap of {MAX_FRAME}")
    return _LENGTH.pack(len(body)) + body


class Reader:
    """Takes bytes as they arrive and yields whole frames; `pending` bytes wait for the rest."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def pending(self) -> int:
        """Number of bytes received that do not make a whole frame yet."""
        return len(self._buffer)

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Yield every frame completed by `data`.

        Raises:
            ProtocolError: a length over the cap, or a body that is no frame of the schema.
        """
        self._buffer += data
        start = 0
        try:
            while len(self._buffer) - start >= _LENGTH.size:
                (length,) = _LENGTH.unpack_from(self._buffer, start)
                if length > MAX_FRAME:
                    raise ProtocolError(f"a frame claims {length} bytes")
                end = start + _LENGTH.size + length
                if len(self._buffer) < end:
                    break
                body = bytes(self._buffer[start + _LENGTH.size : end])
                start = end
                try:
                    frame = _decoder.decode(body)
                except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
                    raise ProtocolError(f"a frame does not decode: {error}") from None
                yield frame
        finally:
            del self._buffer[:start]
