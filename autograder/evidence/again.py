"""What a program is told that runs once more in the process in which it has ended."""

from __future__ import annotations

import msgspec

from autograder.evidence.schema import Substitution


class Again(msgspec.Struct, frozen=True, array_like=True):
    """Run from the beginning, with these interventions."""

    substitutions: tuple[Substitution, ...]


encode = msgspec.msgpack.Encoder().encode
"""An order as it travels."""

_decoder = msgspec.msgpack.Decoder(Again)


def decode(data: bytes) -> Again | None:
    """An order; None where it is none, as nothing at all."""
    try:
        return _decoder.decode(data)
    except msgspec.DecodeError:
        return None
