"""What supervisor and warden say to each other over the Unix socket.

A message is a 4-byte big-endian length and a msgpack body; a descriptor travels with the length.
Both ends are ours: student code never holds this socket.

The warden serves one student after the other and is forked for each run, so that whatever it ever
had in its memory could be searched by the next. It therefore takes messages into a mapping of their
own (`receive_sealed`), leaves the parts that hold a submission undecoded there, and unmaps them
with the session; only the forked runner decodes them.
"""

from __future__ import annotations

import mmap
import socket
import struct
from collections.abc import Callable
from typing import NamedTuple, TypeAlias, TypeVar

import msgspec

from autograder.evidence.schema import Job

_Any = TypeVar("_Any")

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
    descriptors: int = 128


class Open(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """Begin a session: forget the one before, take these files (safe relative posix paths)."""

    files: tuple[tuple[str, bytes], ...]
    caps: Caps


class Execute(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """Run this; the write end of the evidence stream comes with the message.

    `key` seals the frames of this run (see `evidence.wire`). `wall_s` are the seconds that it may
    take, those not counted in which it waited for a processor; 0 for as long as the supervisor
    lets it.
    """

    job: Job
    key: bytes = b""
    wall_s: float = 0.0


class SealedOpen(msgspec.Struct, frozen=True, array_like=True, tag="Open"):
    """`Open` as the warden sees it: the files stay as they came."""

    files: msgspec.Raw
    caps: Caps

    def unseal(self) -> tuple[tuple[str, bytes], ...]:
        """The files; for the process of a run only."""
        return _files.decode(self.files)


class SealedExecute(msgspec.Struct, frozen=True, array_like=True, tag="Execute"):
    """`Execute` as the warden sees it: the job and the key stay as they came."""

    job: msgspec.Raw
    key: msgspec.Raw
    wall_s: float = 0.0

    def unseal(self) -> tuple[Job, bytes]:
        """The job and the key; for the process of a run only."""
        return _jobs.decode(self.job), _keys.decode(self.key)


class Kill(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """End the run that is going on; `Ended` follows."""


class Opened(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """The session is ready; `layers` are in force for every run of it."""

    layers: tuple[str, ...]


class Ended(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """The run is over and nothing of it is left.

    `status` is the wait status of the main process. `cause` says why the warden ended it, if it
    did: "killed" (we were asked to), "memory", "cpu", "wall" or "disk". Growth of memory is counted
    from the fork on; times are seconds of CPU.
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

Sealed: TypeAlias = SealedOpen | SealedExecute | Kill

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)
_sealed: msgspec.msgpack.Decoder[Sealed] = msgspec.msgpack.Decoder(Sealed)
_files = msgspec.msgpack.Decoder(tuple[tuple[str, bytes], ...])
_jobs = msgspec.msgpack.Decoder(Job)
_keys = msgspec.msgpack.Decoder(bytes)


class Envelope(NamedTuple):
    """A message to the warden, the descriptor that came with it, and the memory it lies in."""

    message: Sealed
    descriptor: int | None
    memory: memoryview

    def burn(self) -> None:
        """Overwrite the message, so that this process cannot be searched for it."""
        self.memory[:] = bytes(len(self.memory))


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
    received = _receive(connection, _decoder, bytearray)
    return None if received is None else received[:2]


def receive_sealed(connection: socket.socket) -> Envelope | None:
    """As `receive`, for the warden: the message lies in a mapping that ends with it.

    Raises:
        OSError: what arrives is no message of ours.
    """
    received = _receive(connection, _sealed, _mapping)
    return None if received is None else Envelope(*received)


def _mapping(length: int) -> mmap.mmap:
    return mmap.mmap(-1, max(length, 1), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)


def _receive(
    connection: socket.socket,
    decoder: msgspec.msgpack.Decoder[_Any],
    allocate: Callable[[int], bytearray | mmap.mmap],
) -> tuple[_Any, int | None, memoryview] | None:
    try:
        header, descriptors, _, _ = socket.recv_fds(connection, _LENGTH.size, 1)
        if not header:
            return None
        if len(header) < _LENGTH.size:
            rest = bytearray(_LENGTH.size - len(header))
            _fill(connection, memoryview(rest))
            header += rest
        (length,) = _LENGTH.unpack(header)
        if length > MAX_MESSAGE:
            raise OSError(f"a message of {length} bytes")
        body = memoryview(allocate(length))[:length]
        _fill(connection, body)
        return decoder.decode(body), (descriptors[0] if descriptors else None), body
    except (ConnectionError, EOFError):
        return None
    except msgspec.DecodeError as error:
        raise OSError(f"not a message: {error}") from None


def _fill(connection: socket.socket, view: memoryview) -> None:
    while view:
        count = connection.recv_into(view)
        if not count:
            raise EOFError
        view = view[count:]
