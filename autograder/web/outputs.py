"""The output saved in a notebook beside what the program really printed, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.extract import extract
from autograder.extract.document import SavedOutput
from autograder.ingest.submission import Submission
from autograder.report.code import MAX_OUTPUT, Listing
from autograder.report.text import as_printed

Saved = dict[tuple[str, int | None], tuple[SavedOutput, ...]]


@dataclass(frozen=True)
class Outputs:
    """What one cell shows as handed in, and what it printed when it was run.

    `saved` is None where nothing is stored, which differs from nothing having been printed.
    """

    saved: str | None
    real: str

    @property
    def differ(self) -> bool:
        """Whether the two are not the same text, blanks at line ends aside."""
        return self.saved is not None and _plain(self.saved) != _plain(self.real)


def saved_in(submission: Submission | None) -> Saved:
    """The outputs stored in the notebooks of a submission, by file and cell."""
    if submission is None:
        return {}
    return {
        (cell.file, cell.number): cell.outputs
        for program in extract(submission).programs
        for cell in program.cells
        if cell.outputs
    }


def outputs_of(listing: Listing, saved: Saved) -> Outputs:
    """Both outputs of one cell as it is shown."""
    stored = saved.get((listing.file, listing.cell))
    text = (
        None if stored is None else "\n".join(as_printed(item.text).strip("\n") for item in stored)
    )
    return Outputs(None if text is None else text[:MAX_OUTPUT], listing.output)


def _plain(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().split("\n")]
