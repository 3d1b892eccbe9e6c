"""What reading the code, without running it, tells: findings, and what each line assigns to."""

from autograder.static.findings import Finding, Findings
from autograder.static.inspector import inspect
from autograder.static.source import imports_torch

__all__ = ["Finding", "Findings", "imports_torch", "inspect"]
