"""Reads the student's written explanation: whose words, which ideas, which claims.

`assess` is the only entrance for grading; `guess_language` serves submissions without words.
"""

from autograder.explain.assess import assess
from autograder.explain.facts import Facts, Printed
from autograder.explain.language import guess_language

__all__ = ["Facts", "Printed", "assess", "guess_language"]
