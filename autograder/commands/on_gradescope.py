"""What `run_autograder` starts inside Gradescope's container, once for each submission:
`python -m autograder.commands.on_gradescope [--try] ROOT`, where ROOT is /autograder.

Reads ROOT/submission and ROOT/submission_metadata.json, writes ROOT/results/results.json in one
step. The zip lies unpacked in ROOT/source. `--try` grades nothing: it looks whether the assignment
can be read and the sandbox holds.

Exit status: 0 there is a result of ours, 1 there is none (standard error says why).
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import AutograderError
from autograder.gradescope.layout import ASSIGNMENT, SETTINGS
from autograder.sandbox.host import PRELOAD, SandboxError, Server
from autograder.spec.preload import preload

if TYPE_CHECKING:
    from autograder.pipeline import Grader
    from autograder.spec.model import Assignment

PRIVATE = ("source", "submission_metadata.json", "results")
"""What in ROOT submissions must not be able to read."""


def main(arguments: list[str]) -> int:
    """Grade what is in ROOT/submission; whatever goes wrong is told on standard error."""
    root = Path(arguments[-1])
    try:
        run(root, only_try="--try" in arguments)
    except (AutograderError, SandboxError) as error:
        print(f"Autograder: {error}", file=sys.stderr)
        return 1
    except Exception:
        # The fallback result that run_autograder left stands; the teacher sees this.
        traceback.print_exc()
        return 1
    return 0


def run(root: Path, *, only_try: bool) -> None:
    """Start the sandbox, and while it loads torch, which takes longest, import what grades.

    Raises:
        AutograderError: the unpacked zip is not whole.
        SandboxError: the sandbox does not work here.
        OSError: the results cannot be written.
    """
    started = time.monotonic()
    allow_weak = _settings(root).get("allow_weak") is True
    private = [root / name for name in PRIVATE]
    modules = preload(PRELOAD, (root / "source" / ASSIGNMENT,))
    with Server(private=private, preload=modules, allow_weak=allow_weak, few=True) as server:
        from autograder.gradescope.unpacked import read_unpacked
        from autograder.pipeline import Grader
        from autograder.sandbox.client import Sandbox

        unpacked = read_unpacked(root / "source")
        if only_try:
            print(f"Programs will run behind {', '.join(server.layers)}.")
            return
        with (
            closing(Sandbox(server)) as sandbox,
            Grader(
                unpacked.assignment,
                language=unpacked.language,
                workers=1,
                sandbox=sandbox,
                recorded=unpacked.recorded,
            ) as grader,
        ):
            grade(grader, unpacked.assignment.spec, root, started)


def grade(grader: Grader, spec: Assignment, root: Path, started: float) -> None:
    """Grade the submission and write its results.

    Raises:
        OSError: the results cannot be written.
    """
    import importlib.metadata
    from dataclasses import replace

    from autograder.export.atomic import write_text
    from autograder.export.gradescope import results
    from autograder.gradescope.metadata import read_metadata
    from autograder.ingest import load

    metadata = read_metadata(root / "submission_metadata.json")
    submission = load(root / "submission")
    if metadata.students:
        submission = replace(submission, student=", ".join(metadata.students))
    report = grader.grade(submission)
    found = results(
        report,
        spec,
        previous_scores=metadata.previous_scores,
        late_s=metadata.late_s,
        execution_s=time.monotonic() - started,
        version=importlib.metadata.version("autograd-autograder"),
    )
    text = json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1)
    write_text(root / "results" / "results.json", text)
    # Gradescope shows this to teachers alone.
    print(f"{report.status}: {report.score:g} of {report.max_score:g}; {report.run.verdict}")


def _settings(root: Path) -> dict[str, object]:
    try:
        settings = json.loads((root / "source" / SETTINGS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}  # what is missing is told by whoever reads all of the zip
    return settings if isinstance(settings, dict) else {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
