"""Runs that are kept, so that a submission can be graded again without running it.

A run is found by a hash of everything that it depends on: the files beside the program, the
limits, and the job with its units and interventions. What has changed has another hash and is run
anew; nothing else is.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from autograder.evidence.exam import Exam
from autograder.evidence.run import Run
from autograder.evidence.schema import Job

MAX_UNPACKED = 256 << 20
"""Bytes that kept runs of one submission may take when unpacked."""


@dataclass
class Kept:
    """The runs of one submission by key (`run_key`), and the sandbox layers of its session."""

    layers: tuple[str, ...] = ()
    runs: dict[str, Run] = field(default_factory=dict)

    def pack(self) -> bytes:
        """These runs as compressed msgpack."""
        return zlib.compress(_encoder.encode(self), 6)

    @classmethod
    def unpack(cls, data: bytes) -> Kept:
        """What `pack` was given.

        Raises:
            ValueError: `data` was not made by `pack`, or by one whose frames were others.
        """
        try:
            unpacker = zlib.decompressobj()
            plain = unpacker.decompress(data, MAX_UNPACKED)
            return _decoder.decode(plain)
        except (zlib.error, msgspec.DecodeError, RecursionError) as error:
            raise ValueError(f"the kept runs cannot be read: {error}") from None


_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Kept] = msgspec.msgpack.Decoder(Kept)


def run_key(
    files: Sequence[tuple[str, bytes]],
    limits: bytes,
    job: Job,
    wall_s: float | None,
    exam: Sequence[Exam] = (),
) -> str:
    """The key of a run: BLAKE2b of its files, the limits (encoded by the caller), its job, the
    seconds that it is given and the tests that it sits."""
    found = hashlib.blake2b(digest_size=16)
    for path, data in files:
        name = path.encode("utf-8", "surrogatepass")
        found.update(b"%d %d " % (len(name), len(data)) + name + data)
    # Lone surrogates of foreign text have no place in msgpack.
    found.update(repr((limits, wall_s, job, *exam)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()
