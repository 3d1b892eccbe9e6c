"""The unpacked zip, as a grader finds it at /autograder/source (Otter in a folder of its own)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from autograder import recorded as recording
from autograder.errors import AutograderError
from autograder.gradescope.layout import ASSIGNMENT, RECORDED, SETTINGS
from autograder.recorded import Recorded
from autograder.spec.load import LoadedAssignment, SpecError, load


@dataclass(frozen=True)
class Unpacked:
    """The assignment without its solutions, what these gave, and the language of all feedback that
    the teacher chose (None: that of each submission)."""

    assignment: LoadedAssignment
    recorded: Recorded
    language: str | None


def read_unpacked(source: Path) -> Unpacked:
    """Read the folder that a zip of ours was unpacked into.

    Raises:
        AutograderError: something is missing or damaged; it says what.
    """
    try:
        assignment = load(str(source / ASSIGNMENT), solutions=False)
        recorded = recording.load((source / RECORDED).read_bytes())
        settings = json.loads((source / SETTINGS).read_text("utf-8"))
    except SpecError as error:
        raise AutograderError(f"the assignment cannot be used:\n{error}") from None
    except (OSError, ValueError) as error:
        raise AutograderError(f"{source} holds no whole zip of Autograder: {error}") from None
    return Unpacked(assignment, recorded, settings.get("language"))
