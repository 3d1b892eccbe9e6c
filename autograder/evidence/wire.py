"""How frames travel: a 4-byte big-endian length, one msgpack frame, and its seal.

The seal is a keyed BLAKE2b (RFC 7693) of the frame's number and body, 8 bytes; the key is made
for each run. A submission that writes to the pipe itself, drops a frame or repeats one breaks the
chain, unless it finds the key in memory first.

Both sides cap sizes. The decoder accepts the frames of `schema` and nothing else; what does not
decode raises `ProtocolError` for the supervisor to judge.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Generator, Iterator

import msgspec

from autograder.evidence.schema import Frame

MAX_FRAME = 1 << 20
"""Bytes of one frame at the most."""

SEAL = 8
"""Bytes of a seal."""

_LENGTH = struct.Struct(">I")
_NUMBER = struct.Struct(">Q")
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


def sealer(key: bytes) -> Generator[bytes, bytes, None]:
    """Seals encoded frames that are sent to it, numbering them from 0; start it with `next`.

    A generator keeps the key in its frame, which no ordinary reference reaches. It takes what
    `encode` gives rather than frames, since one that is too large would end it.
    """
    blake = hashlib.blake2b
    number = 0
    data = b""
    while True:
        plain = yield data
        body = plain[_LENGTH.size :]
        seal = blake(_NUMBER.pack(number) + body, digest_size=SEAL, key=key).digest()
        data = plain + seal
        number += 1


class Reader:
    """Takes bytes as they arrive and yields whole frames; `pending` bytes wait for the rest.

    With a `key` every frame must bear its seal.
    """

    def __init__(self, key: bytes | None = None) -> None:
        self._buffer = bytearray()
        self._key = key
        self._seal = 0 if key is None else SEAL
        self._number = 0

    @property
    def pending(self) -> int:
        """Number of bytes received that do not make a whole frame yet."""
        return len(self._buffer)

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Yield every frame completed by `data`.

        Raises:
            ProtocolError: a length over the cap, a broken seal, or a body that is no frame of
                the schema.
        """
        self._buffer += data
        start = 0
        try:
            while len(self._buffer) - start >= _LENGTH.size:
                (length,) = _LENGTH.unpack_from(self._buffer, start)
                if length > MAX_FRAME:
                    raise ProtocolError(f"a frame claims {length} bytes")
                end = start + _LENGTH.size + length
                if len(self._buffer) < end + self._seal:
                    break
                body = bytes(self._buffer[start + _LENGTH.size : end])
                self._check(body, bytes(self._buffer[end : end + self._seal]))
                start = end + self._seal
                try:
                    frame = _decoder.decode(body)
                except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
                    raise ProtocolError(f"a frame does not decode: {error}") from None
                yield frame
        finally:
            del self._buffer[:start]

    def _check(self, body: bytes, seal: bytes) -> None:
        if self._key is None:
            return
        text = _NUMBER.pack(self._number) + body
        wanted = hashlib.blake2b(text, digest_size=SEAL, key=self._key).digest()
        if not hmac.compare_digest(seal, wanted):
            raise ProtocolError(f"frame {self._number} does not bear its seal")
        self._number += 1
