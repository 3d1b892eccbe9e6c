"""What a check on a student's machine knows of the assignment.

Students get one packed file, `<id>.check`, in the folder of the notebook: the assignment.yaml and
what the reference solution gave (`autograder.recorded`), at probe values that are drawn with a key
of their own, and calls.py where functions are called on hidden inputs, which are drawn with that
key too. It holds no solution's text and none of the values that marks are given by. Packing
keeps the rubric's words from being read by the way; it is no lock, as nothing can be that a
student's own machine has to read.
"""

from __future__ import annotations

import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from autograder.errors import UsageError
from autograder.pipeline import Grader
from autograder.points import derived_key, installation_key
from autograder.recorded import Recorded, dump
from autograder.recorded import load as load_recorded
from autograder.running import SandboxOpener
from autograder.spec.calls import CALLS
from autograder.spec.load import LoadedAssignment, SpecError, available, load
from autograder.spec.locate import FILE, chosen_among

ENDING = ".check"
FORMAT = 2
_MAGIC = b"autograder-check\n"
_PURPOSE = "students' own checks"


class _Packed(msgspec.Struct, frozen=True):
    format: int
    id: str
    yaml: bytes
    recorded: bytes
    calls: str = ""


@dataclass(frozen=True)
class Material:
    """An assignment, and what its solutions gave where they are not there to be run; `key` tells
    one from another."""

    key: str
    loaded: LoadedAssignment
    recorded: Recorded | None = None

    def grader(
        self, *, language: str | None = None, sandbox: SandboxOpener | None = None
    ) -> Grader:
        """A grader for one submission at a time."""
        return Grader(
            self.loaded, language=language, workers=1, sandbox=sandbox, recorded=self.recorded
        )


def pack(loaded: LoadedAssignment, sandbox: SandboxOpener | None = None) -> bytes:
    """The file for students.

    Raises:
        OracleError: the reference solution does not show what the assignment says.
        SandboxError: the sandbox does not work here.
    """
    key = derived_key(installation_key(), _PURPOSE)
    with Grader(loaded, workers=1, key=key, sandbox=sandbox) as grader:
        recorded = grader.record()
    packed = _Packed(
        FORMAT,
        loaded.spec.id,
        (loaded.folder / FILE).read_bytes(),
        dump(recorded),
        loaded.calls,
    )
    return _MAGIC + zlib.compress(msgspec.msgpack.encode(packed), 9)


def find(wanted: str | None = None, near: Path | None = None) -> Material:
    """The assignment that a check is about.

    Args:
        wanted: id or path of an assignment, or the path of a packed one; None takes the packed
            one in the folder `near` or directly below it, else the one that is meant where none
            is named.
        near: a folder; None is the current one.

    Raises:
        UsageError: there is none, there are several, or it is broken.
    """
    if wanted is not None and wanted.endswith(ENDING):
        return _unpacked(Path(wanted))
    if wanted is None:
        packed = packed_in(near or Path())
        if packed is not None:
            return _unpacked(packed)
        known = available()
        wanted = chosen_among(known)
        if wanted is None:
            raise UsageError(
                f"no file *{ENDING} lies beside the notebook: put the one that you were given there"
                if not known
                else f"which assignment? There are {', '.join(known)}"
            )
    try:
        loaded = load(wanted)
    except SpecError as error:
        raise UsageError(f"the assignment cannot be used:\n{error}") from None
    return Material(str(loaded.folder.resolve()), loaded)


def packed_in(folder: Path) -> Path | None:
    """The packed assignment in a folder or directly below it, None where there is none.

    Raises:
        UsageError: there are several.
    """
    packed = sorted([*folder.glob(f"*{ENDING}"), *folder.glob(f"*/*{ENDING}")])
    if len(packed) > 1:
        names = ", ".join(str(path) for path in packed)
        raise UsageError(f"which assignment? There are {names}; name one with --assignment")
    return packed[0] if packed else None


def _unpacked(path: Path) -> Material:
    problem = f"{path} is damaged, or of another version of Autograder: ask for it anew"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    if not data.startswith(_MAGIC):
        raise UsageError(problem)
    try:
        packed = msgspec.msgpack.decode(zlib.decompress(data[len(_MAGIC) :]), type=_Packed)
    except (zlib.error, msgspec.DecodeError, msgspec.ValidationError):
        raise UsageError(problem) from None
    if packed.format != FORMAT:
        raise UsageError(problem)
    with tempfile.TemporaryDirectory(prefix="autograder-") as name:
        folder = Path(name) / "assignment"
        folder.mkdir()
        (folder / FILE).write_bytes(packed.yaml)
        if packed.calls:
            (folder / CALLS).write_text(packed.calls, encoding="utf-8")
        try:
            loaded = load(str(folder), solutions=False)
        except SpecError as error:
            raise UsageError(f"{path} cannot be used:\n{error}") from None
    return Material(f"{path.resolve()}:{zlib.crc32(data)}", loaded, load_recorded(packed.recorded))
