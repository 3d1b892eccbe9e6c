"""From the bytes of a submission to a `Document`: ordered code and text, each with its place."""

from autograder.extract.document import Cell, Document, Program, SavedOutput, Where
from autograder.extract.extractor import extract

__all__ = ["Cell", "Document", "Program", "SavedOutput", "Where", "extract"]
