"""Submissions that are written alike: for a person to look at, never an accusation.

Short programs with one task coincide by themselves, so likeness is told by what is rare: passages
that most of a class share, or that the assignment gave them, say nothing.
"""

from __future__ import annotations
