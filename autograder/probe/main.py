"""Runs a job inside the sandbox: the student's code, unit by unit, as a stream of frames.

`prepare` is called once by the fork server, `run` once in each child. `run` assumes that the
sandbox has set the working directory to the student's work folder.
"""

from __future__ import annotations

import gc
import math
import os
import re
import resource
import sys
from collections.abc import Callable, Sequence
from types import ModuleType

from autograder.evidence.exam import Exam
from autograder.evidence.schema import Finished, Frame, Job, Unit, UnitEnded, UnitStarted
from autograder.probe import (
    again,
    audit,
    cells,
    doors,
    exam,
    guard,
    pristine,
    recorder,
    remains,
    scripts,
    seal,
    surroundings,
)
from autograder.probe.interventions import Interventions
from autograder.probe.repeats import Repeats
from autograder.probe.session import EXIT_OUTPUT, Session
from autograder.probe.sites import Sites
from autograder.probe.snapshots import Tensors

__all__ = ["EXIT_OUTPUT", "prepare", "run"]

_WANTS_SHELL = re.compile(r"\bget_ipython\b")


def prepare() -> None:
    """Build once what every child needs; starts no thread and runs no backward.

    To be called last before the fork, so that all of our modules are known by then.
    """
    recorder.prepare()
    cells.prepare()
    surroundings.prepare()
    guard.prepare()
    remains.prepare()
    seal.prepare((Session, Sites, recorder.Recorder, Tensors, Repeats, Interventions))


def run(
    job: Job,
    emit: Callable[[Frame], None],
    leave: Callable[[int], object] = os._exit,
    exams: Sequence[Exam] | None = None,
) -> None:
    """Run the job's units in order in one namespace, sending frames as things happen.

    With `job.exam` the program then sits tests that come in on the evidence's descriptor; with
    `job.again` it runs again as often as is asked for there, each time up to a `Finished`.

    Args:
        job: what to run.
        emit: sends one frame; called by one thread at a time, in the order of events.
        leave: ends the process with a status; called with `EXIT_OUTPUT` when the program prints
            more than `job.max_output`. Whoever buffers in `emit` flushes here.
        exams: rounds to hold, where they are at hand and need not come in.
    """
    if job.cpu_s:
        _limit_processor(job.cpu_s)
    if job.exam:
        pristine.prepare()
    session = Session(job, emit, leave)
    # In a list that is emptied, since the program could find it in this frame.
    emits = [emit]
    del emit
    watch = recorder.Recorder(job, session.emit, session.sites)
    session.recorder, session.recording = watch, recorder.CODES
    module = _new_module(session)
    restore = surroundings.install(session)
    real, shut = doors.install()
    try:
        objects = {
            "session": session,
            "sites": session.sites,
            "recorder": watch,
            "tensors": watch.tensors,
            "repeats": watch.repeats,
            "interventions": watch.interventions,
        }
        if job.again:
            remains.accept()
        # As before each further run, so that collections come when they would come there.
        gc.collect()
        audit.install(session, real, emits.pop(), objects)
        _run_units(session, watch, module)
        while job.again and remains.none() and (order := again.order()) is not None:
            module.__dict__.clear()
            again.begin(session, watch, order)
            module = _new_module(session)
            _run_units(session, watch, module)
    finally:
        session.close()
        shut()
        restore()
    if job.exam:
        exam.conduct(session, module.__dict__, exams)


def _limit_processor(seconds: float) -> None:
    """Hold the program to its seconds; forks of it that are examined have limits of their own."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(seconds)
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _new_module(session: Session) -> ModuleType:
    units = session.job.units
    script = units and units[0].kind == "script"
    module = surroundings.main_module(_filename(session, 0, units[0]) if script else None)
    if any(unit.kind == "cell" or _WANTS_SHELL.search(unit.source) for unit in units):
        cells.prepare().attach(session, module)
    return module


def _run_units(session: Session, watch: recorder.Recorder, module: ModuleType) -> None:
    with watch:
        for number, unit in enumerate(session.job.units):
            session.unit, session.line, session.ok = number, 1, True
            session.emit(UnitStarted(number))
            _run_unit(session, number, unit, module)
            session.flush()
            sys.audit(seal.LOOK, True, watch.active())
            session.emit(UnitEnded(number, session.ok))
    session.emit(Finished(watch.seq, watch.finish()))


def _run_unit(session: Session, number: int, unit: Unit, module: ModuleType) -> None:
    filename = _filename(session, number, unit)
    session.sites.register(filename, number)
    if unit.kind == "cell":
        cells.prepare().run_unit(unit.source, filename)
        return

    def transform(source: str) -> str:
        shell = cells.prepare()
        shell.attach(session, module)
        return shell.transform_script(source)

    scripts.run(session, unit.source, filename, module.__dict__, transform)


def _filename(session: Session, number: int, unit: Unit) -> str:
    """The name that a unit is compiled under: the file of a script, a number for a cell."""
    if unit.kind == "script":
        return os.path.normpath(os.path.join(session.folder, unit.file))  # noqa: PTH118
    return f"<cell {number + 1}>"
