"""Gathers the files of one submission within its limits, whatever they come from."""

from __future__ import annotations

from autograder.ingest.limits import Limits
from autograder.ingest.names import natural_key
from autograder.ingest.submission import Problem, SubmittedFile

_MAX_PROBLEMS = 50
_WANTED = (".py", ".ipynb", ".md", ".txt", ".markdown", ".rst")


def reading_order(path: str) -> tuple[bool, object]:
    """Sort key: what can be graded first, so that a data set never crowds out the answer."""
    return not path.lower().endswith(_WANTED), natural_key(path)


class UnreadableError(Exception):
    """A file that is not read: `code` and `detail` make the `Problem`."""

    def __init__(self, code: str, **detail: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Collector:
    """Takes files one by one; `room` says how many bytes the next may have."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._files: dict[str, bytes] = {}
        self._folders: set[str] = set()
        self._taken: set[str] = set()
        self._problems: list[Problem] = []
        self._bytes = 0
        self._unpacked = 0
        self._listed = 0

    @property
    def room(self) -> int:
        """Bytes that the next file may have at the most."""
        return min(self.limits.file, self.limits.total - self._bytes)

    @property
    def full(self) -> bool:
        """Whether the cap on the number of files is reached."""
        return len(self._files) >= self.limits.files

    def problem(self, code: str, file: str | None = None, **detail: str | int) -> None:
        """Note a problem; after the first few dozen nothing more is noted."""
        self._note(Problem(code, file, dict(detail)))

    def _note(self, problem: Problem) -> None:
        if len(self._problems) < _MAX_PROBLEMS:
            self._problems.append(problem)

    def refuse(self, path: str, error: UnreadableError) -> None:
        """Note that a file was not read."""
        self._note(Problem(error.code, path, dict(error.detail)))

    def unpacked(self, size: int) -> bool:
        """Count unpacked bytes, kept or not; False when so much was thrown away that we stop.

        Each member of a bomb may stay under its own cap and still cost us the time to unpack.
        """
        self._unpacked += size
        return self._unpacked <= 2 * self.limits.total

    def listed(self, names: int) -> bool:
        """Count names looked at, over all folders and archives; False when there are too many."""
        self._listed += names
        return self._listed <= self.limits.listed

    def too_large(self, path: str, size: int) -> None:
        """Note that a file (or what is left of the room) is too small for `size` bytes."""
        self.problem("too_large", path, size=size, limit=self.room)

    def add(self, path: str, data: bytes) -> None:
        """Take one file at a safe relative path; of two at the same place the first stays."""
        folded = path.casefold()
        parents = [folded[:i] for i, c in enumerate(folded) if c == "/"]
        if folded in self._taken or folded in self._folders or self._taken.intersection(parents):
            self.problem("duplicate_path", path)
            return
        self._taken.add(folded)
        self._folders.update(parents)
        self._files[path] = data
        self._bytes += len(data)

    def files(self) -> tuple[SubmittedFile, ...]:
        """The files in path order, without a folder that they all share."""
        paths = sorted(self._files, key=natural_key)
        shared = _shared_folder(paths)
        return tuple(SubmittedFile(path[shared:], self._files[path]) for path in paths)

    def problems(self) -> tuple[Problem, ...]:
        """The problems in the order in which they were met."""
        return tuple(self._problems)


def _shared_folder(paths: list[str]) -> int:
    """Length of the folder prefix that all paths share: people zip the folder, not its files."""
    folders = [path.split("/")[:-1] for path in paths]
    depth = 0
    while folders and all(len(parts) > depth for parts in folders):
        if len({parts[depth] for parts in folders}) > 1:
            break
        depth += 1
    return sum(len(part) + 1 for part in folders[0][:depth]) if folders else 0
