"""A small child function: runs the source of the first unit and tells what it printed."""

from __future__ import annotations

from collections.abc import Callable

from autograder.evidence.schema import Finished, Frame, Job, Output, Raised, UnitStarted


def run(job: Job, emit: Callable[[Frame], None]) -> None:
    """Run the program; an exception becomes a frame, as in the real runner."""

    def show(*values: object) -> None:
        emit(Output("stdout", " ".join(map(str, values)) + "\n", 0, 0))

    emit(UnitStarted(0))
    names = {"__name__": "__main__", "print": show, "emit": emit}
    try:
        exec(compile(job.units[0].source, "<program>", "exec"), names)
    except Exception as error:
        emit(Raised(0, type(error).__name__, str(error), (), 0))
    emit(Finished(0, 0))
