"""What a program is told that runs once more in the process in which it has ended."""

from __future__ import annotations

import msgspec

from autograder.evidence.schema import Substitution


class Again(msgspec.Struct, frozen=True, array_like=True):
    """Run from the beginning, with these interventions."""

    substitutions: tuple[Substitution, ...]


class AgainError(Exception):
    """What arrived is no such order."""


encode = msgspec.msgpack.Encoder().encode
"""An order as it travels."""

_decoder = msgspec.msgpack.Decoder(Again)


def decode(data: bytes) -> Again:
    """An order.

    Raises:
        AgainError: it is none.
    """
    try:
        return _decoder.decode(data)
    except msgspec.DecodeError as error:
        raise AgainError(str(error)) from None
