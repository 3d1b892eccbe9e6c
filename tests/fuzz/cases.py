"""The cases: one function for each way in, all driven by one source of randomness."""

# ruff: noqa: E501, PT017, PTH102, PTH118, PTH123, PTH211

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TextIO

from rich.console import Console

from autograder.commands.terminal import print_report
from autograder.evidence.wire import ProtocolError, Reader
from autograder.extract import extract
from autograder.extract.markers import text_cells
from autograder.ingest import Limits, discover, load
from autograder.ingest.submission import Submission, SubmittedFile
from autograder.pipeline import Grader
from autograder.running import Runner
from autograder.sandbox.client import Sandbox, Server
from autograder.spec.load import SpecError
from autograder.spec.load import load as load_spec
from tests.fuzz import corpus, evidence, mutate, zips
from tests.fuzz.judge import Faults, check, check_sentence
from tests.fuzz.player import Player, Tape

SMALL = Limits(total=4 << 20, file=1 << 20, files=50, folders=6, listed=2_000)
"""Limits of ingest for fuzzing, so that each is met often and cheaply."""


@dataclass
class World:
    """What cases need: a grader whose sandbox plays tapes, and the corpus."""

    grader: Grader
    player: Player
    recordings: tuple[corpus.Recording, ...]
    faults: Faults

    def grade(self, submission: Submission, tapes: Sequence[Tape]) -> None:
        """Grade with this evidence and check the report.

        Raises:
            AssertionError: a promise is broken, or our own code failed.
        """
        self.player.insert(extract(submission).files, tapes)
        report = self.grader.grade(submission)
        assert not self.faults.found, self.faults.found[0]
        check(report)
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            print_report(_console(nowhere), report)


def _console(stream: TextIO) -> Console:
    from autograder.commands.display import console_for

    return console_for(stream)


@contextmanager
def world(names: tuple[str, ...] = corpus.RECORDED) -> Iterator[World]:
    """Open a grader and record the evidence that fuzzing starts from."""
    assignment = load_spec("no_grad_cubic")
    faults = Faults()
    log = logging.getLogger("autograder")
    with Server() as server:
        sandbox = Sandbox(server)
        recordings = corpus.recordings(assignment, Runner(sandbox, assignment.spec.limits), names)
        player = Player(sandbox)
        log.addHandler(faults)
        try:
            with Grader(assignment, sandbox=player) as grader:
                yield World(grader, player, recordings, faults)
        finally:
            log.removeHandler(faults)
            sandbox.close()


def _file(random: Random) -> SubmittedFile:
    """One file of a submission, broken in some way."""
    seed = random.choice(corpus.files())
    if seed.path.endswith(".ipynb") and random.random() < 0.7:
        return SubmittedFile("hw.ipynb", mutate.notebook(random, corpus.ending(".ipynb")))
    name = random.choice(
        (seed.path, "hw.py", "hw.ipynb", "a.md", "hw", "hw.txt", "x.json", "b.rar")
    )
    match random.randrange(4):
        case 0:
            text = seed.data.decode("utf-8", "replace")
            return SubmittedFile(name, mutate.recode(random, text))
        case 1:
            text = mutate.break_text(random, seed.data.decode("utf-8", "replace"))
            return SubmittedFile(name, text.encode("utf-8", "surrogatepass"))
        case 2:
            return SubmittedFile(name, mutate.break_bytes(random, seed.data, corpus.ending(".py")))
        case _:
            return SubmittedFile(name, mutate.some_bytes(random, 400))


def contents(world: World, random: Random) -> None:
    """Files of any content: encodings, notebooks, scripts, markers, text."""
    files = {
        file.path: file for file in (_file(random) for _ in range(random.choice((1, 1, 2, 4))))
    }
    tapes = [Tape(evidence.encode(run)) for run in random.choice(world.recordings)]
    world.grade(Submission("case", random.choice(mutate.WEIRD), tuple(files.values())), tapes)


def wire(world: World, random: Random) -> None:
    """Evidence of any kind through the whole supervisor, for a program that is right."""
    seed = random.choice([file for file in corpus.files() if file.path.endswith((".py", ".ipynb"))])
    world.grade(Submission("case", "s", (seed,)), evidence.tapes(random, world.recordings))


def bytes_on_the_wire(world: World, random: Random) -> None:
    """The reader alone, in pieces of any size: frames or a `ProtocolError`, never anything else."""
    data = evidence.garbage(random) if random.random() < 0.5 else b""
    frames = random.choice(random.choice(world.recordings))
    data = evidence.encode(frames[: random.randrange(30)]) + data
    if random.random() < 0.6:
        data = mutate.break_bytes(random, data)
    reader = Reader()
    try:
        while data:
            size = random.choice((1, 3, 100, 1 << 16))
            for frame in reader.feed(data[:size]):
                assert frame is not None
            data = data[size:]
    except ProtocolError as error:
        check_sentence(str(error))


def archives(world: World, random: Random) -> None:
    """A zip of any kind, read from disk and graded."""
    data = zips.archive(random, corpus.ending(".py", ".ipynb", ".md"))
    if random.random() < 0.03:
        data = zips.bomb(random.choice((1 << 20, 8 << 20)), random.choice((2, 40)))
    with _folder() as folder:
        path = folder / random.choice(("a.zip", "b.ipynb", "c", "d.ZIP"))
        path.write_bytes(data)
        _grade_path(world, random, path)


def folders(world: World, random: Random) -> None:
    """A folder of odd entries, read as a batch, each graded."""
    with _folder() as folder:
        for _ in range(random.randrange(1, 5)):
            _put(random, folder, 0)
        submissions = list(discover(folder, SMALL))
        names = [submission.name.casefold() for submission in submissions]
        assert len({*names}) == len(names)
        for submission in submissions:
            assert 0 < len(submission.name.encode()) <= 200
            assert not set(submission.name) & set('/\\:*?"<>|\n\r\t\0')
            _tape_and_grade(world, random, submission)


def _grade_path(world: World, random: Random, path: Path) -> None:
    _tape_and_grade(world, random, load(path, SMALL))


def _tape_and_grade(world: World, random: Random, submission: Submission) -> None:
    for file in submission.files:
        assert not file.path.startswith("/")
        assert ".." not in file.path.split("/")
    assert sum(len(file.data) for file in submission.files) <= SMALL.total
    tapes = [Tape(evidence.encode(run)) for run in random.choice(world.recordings)]
    world.grade(submission, tapes)


@contextmanager
def _folder() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _put(random: Random, folder: Path, depth: int) -> None:
    """Something in a folder: a file, a link, a pipe, a zip, a folder of such."""
    name = os.fsencode(random.choice(zips.NAMES).replace("/", "_").replace("\0", ""))[:250]
    if random.random() < 0.2:
        name = bytes(set(mutate.some_bytes(random, 12)) - {0, 47}) or b"z"
    if name in (b"", b".", b".."):
        name = b"n"
    place = os.path.join(os.fsencode(folder), name)
    try:
        match random.randrange(8):
            case 0:
                os.symlink(random.choice(("/etc/passwd", ".", "nowhere", "/dev/zero")), place)
            case 1:
                os.mkfifo(place)
            case 2 if depth < 8:
                os.mkdir(place)
                for _ in range(random.randrange(4)):
                    _put(random, Path(os.fsdecode(place)), depth + 1)
            case 3:
                seeds = corpus.ending(".py", ".md")
                _write(place + b".zip", zips.archive(random, seeds))
            case _:
                _write(place, _file(random).data)
    except OSError:
        return


def _write(place: bytes, data: bytes) -> None:
    with open(place, "xb") as file:  # never through a link or into a pipe
        file.write(data)


def yaml(world: World, random: Random) -> None:
    """An assignment with faults: it loads, or says what is wrong with file and line."""
    del world
    text = (corpus.ROOT / "assignments/no_grad_cubic/assignment.yaml").read_text(encoding="utf-8")
    with _folder() as root:
        folder = root / "hw"
        (folder / "solutions").mkdir(parents=True)
        (folder / "solutions" / "reference.py").write_text("x = 1\n")
        match random.randrange(4):
            case 0:
                data = mutate.break_bytes(random, text.encode(), (text.encode(),))
            case 1:
                data = mutate.recode(random, text)
            case 2:
                data = random.choice(_YAML) + mutate.some_bytes(random)
            case _:
                data = mutate.break_text(random, text).encode("utf-8", "surrogatepass")
        (folder / "assignment.yaml").write_bytes(data)
        try:
            load_spec(str(folder))
        except SpecError as error:
            assert error.errors
            for problem in error.errors:
                assert problem.file
                check_sentence(problem.message)


_YAML = (
    *(
        b"a: &a [*a, *a]\n",
        b"a: !!python/object/apply:os.system [ls]\n",
        b"<<: [1, 2]\n",
        b"? [a]\n: b",
    ),
    *(
        b"[" * 3000,
        b"{" * 3000,
        b"a: " * 2000,
        b"- " * 2000,
        b"a: 2001-99-99\n",
        b"1: 2\n",
        b"!!binary x",
    ),
    b"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n"
    b"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e]\n",
    *(b"id: 0o777_\nx: 0b\ny: 1:2:3\nz: .inf\n", b"a: !!float x\nb: !!int y\nc: !!timestamp z\n"),
)


def markers(world: World, random: Random) -> None:
    """`# %%` cells of any kind keep their text and their lines."""
    del world
    parts = (
        "# %%",
        "# %% [markdown]",
        "# 文",
        '"""',
        "'''",
        "x = 1",
        "",
        "# In[3]:",
        "# <markdowncell>",
    )
    text = "\n".join(random.choice(parts) for _ in range(random.randrange(40)))
    if random.random() < 0.5:
        text = mutate.break_text(random, text)
    total = text.count("\n") + 1
    for line, words in text_cells(text):
        assert 1 <= line <= total
        assert words.strip()


Case = Callable[[World, Random], None]

CASES: dict[str, tuple[Case, int]] = {
    "contents": (contents, 6),
    "wire": (wire, 8),
    "bytes on the wire": (bytes_on_the_wire, 2),
    "archives": (archives, 4),
    "folders": (folders, 2),
    "yaml": (yaml, 3),
    "markers": (markers, 1),
}
"""Every way in, and how often it is taken."""
