"""From a folder, zip or file on disk to `Submission` values: bytes with safe names, and problems.

Everything here is written by strangers: names lie, archives explode, links point elsewhere. What
cannot be read becomes a `Problem`; nothing is ever unpacked to disk.
"""

from autograder.ingest.limits import Limits
from autograder.ingest.reader import discover, labelled, load, read
from autograder.ingest.submission import Origin, Person, Problem, Submission, SubmittedFile

__all__ = [
    "Limits",
    "Origin",
    "Person",
    "Problem",
    "Submission",
    "SubmittedFile",
    "discover",
    "labelled",
    "load",
    "read",
]
