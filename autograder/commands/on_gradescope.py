"""What `run_autograder` starts inside Gradescope's container, once for each submission:
`python -m autograder.commands.on_gradescope [--try] ROOT`, where ROOT is /autograder.

Reads ROOT/submission and ROOT/submission_metadata.json, writes ROOT/results/results.json in one
step. The zip lies unpacked in ROOT/source. `--try` grades nothing: it looks whether the assignment
can be read and the sandbox holds.

Exit status: 0 there is a result of ours, 1 there is none (standard error says why).
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path

from autograder.errors import AutograderError
from autograder.export.atomic import write_text
from autograder.export.gradescope import results
from autograder.gradescope.metadata import read_metadata
from autograder.gradescope.unpacked import Unpacked, read_unpacked
from autograder.ingest import load
from autograder.pipeline import Grader
from autograder.sandbox.host import SandboxError


def main(arguments: list[str]) -> int:
    """Grade what is in ROOT/submission; whatever goes wrong is told on standard error."""
    root = Path(arguments[-1])
    try:
        unpacked = read_unpacked(root / "source")
        with _grader(unpacked, root) as grader:
            if "--try" in arguments:
                print(f"Programs will run behind {', '.join(grader.ready())}.")
            else:
                grade(grader, unpacked, root)
    except (AutograderError, SandboxError) as error:
        print(f"Autograder: {error}", file=sys.stderr)
        return 1
    except Exception:
        # The fallback result that run_autograder left stands; the teacher sees this.
        traceback.print_exc()
        return 1
    return 0


def grade(grader: Grader, unpacked: Unpacked, root: Path) -> None:
    """Grade the submission and write its results.

    Raises:
        OSError: the results cannot be written.
    """
    started = time.monotonic()
    metadata = read_metadata(root / "submission_metadata.json")
    submission = load(root / "submission")
    if metadata.students:
        submission = replace(submission, student=", ".join(metadata.students))
    report = grader.grade(submission)
    found = results(
        report,
        unpacked.assignment.spec,
        previous_scores=metadata.previous_scores,
        late_s=metadata.late_s,
        execution_s=time.monotonic() - started,
        version=importlib.metadata.version("autograd-autograder"),
    )
    text = json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1)
    write_text(root / "results" / "results.json", text)
    # Gradescope shows this to teachers alone.
    print(f"{report.status}: {report.score:g} of {report.max_score:g}; {report.run.verdict}")


def _grader(unpacked: Unpacked, root: Path) -> Grader:
    private = [root / name for name in ("source", "submission_metadata.json", "results")]
    return Grader(
        unpacked.assignment,
        language=unpacked.language,
        workers=1,
        recorded=unpacked.recorded,
        private=private,
        allow_weak=unpacked.allow_weak,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
