"""What supervisor and warden say to each other over the Unix socket.

A message is a 4-byte big-endian length and a msgpack body; a descriptor travels with the length.
Both ends are ours: student code never holds this socket.
"""

from __future__ import annotations

import socket
import struct
from typing import TypeAlias

import msgspec

from autograder.evidence.schema import Job

MAX_MESSAGE = 256 << 20
_LENGTH = struct.Struct(">I")


class Caps(msgspec.Struct, frozen=True, array_like=True):
    """What the kernel is to enforce: seconds of CPU, memory beyond what Python and torch take,
    processes and threads, bytes per file and for all files together, open files."""

    cpu_s: float
    memory: int
    processes: int
    file: int
    disk: int
    descriptors: int = 256


class Open(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """Begin a session: forget the one before, take these files (safe relative posix paths)."""

    files: tuple[tuple[str, bytes], ...]
    caps: Caps


class Execute(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """Run this; the write end of the evidence pipe comes with the message."""

    job: Job


class Kill(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """End the run that is going on; `Ended` follows."""


class Opened(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """The session is ready; `layers` are in force for every run of it."""

    layers: tuple[str, ...]


class Ended(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """The run is over and nothing of it is left.

    `status` is the wait status of the main process. `cause` says why the warden ended it, if it
    did: "killed" (we were asked to), "memory" or "disk". Growth of memory is counted from the
    fork on; times are seconds of CPU.
    """

    status: int
    cause: str
    cpu_s: float
    peak_rss_kb: int
    growth_kb: int
    layers: tuple[str, ...]


class Failed(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """The sandbox itself failed; says how."""

    detail: str


Message: TypeAlias = Open | Execute | Kill | Opened | Ended | Failed

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)


def send(connection: socket.socket, message: Message, descriptor: int | None = None) -> None:
    """Send one message, with a descriptor if given.

    Raises:
        OSError: the other end is gone.
    """
    body = _encoder.encode(message)
    header = _LENGTH.pack(len(body))
    if descriptor is None:
        connection.sendall(header + body)
    else:
        socket.send_fds(connection, [header], [descriptor])
        connection.sendall(body)


def receive(connection: socket.socket) -> tuple[Message, int | None] | None:
    """The next message and its descriptor, or None when the other end is gone.

    Raises:
        OSError: what arrives is no message of ours.
    """
    descriptors: list[int] = []
    try:
        header, descriptors, _, _ = socket.recv_fds(connection, _LENGTH.size, 1)
        if header and len(header) < _LENGTH.size:
            header += _exactly(connection, _LENGTH.size - len(header))
        if not header:
            return None
        (length,) = _LENGTH.unpack(header)
        if length > MAX_MESSAGE:
            raise OSError(f"a message of {length} bytes")
        return _decoder.decode(_exactly(connection, length)), (
            descriptors[0] if descriptors else None
        )
    except (ConnectionError, EOFError):
        return None
    except msgspec.DecodeError as error:
        raise OSError(f"not a message: {error}") from None


def _exactly(connection: socket.socket, length: int) -> bytes:
    buffer = bytearray(length)
    view = memoryview(buffer)
    while view:
        count = connection.recv_into(view)
        if not count:
            raise EOFError
        view = view[count:]
    return bytes(buffer)
