"""Otter-Grader and us: its assignments and tests taken in, our checks given to it.

For those who write tests:

    @test_case(points=3, hidden=False)
    def test_x_grad(env):
        from autograder.otter import check
        check("gradient", env, check="x_grad")

`check` (see `student`) grades what was run so far with our library and raises `Feedback`, whose
text is what a student is told, unless the question (or one check of it) passed. `zip_plugin` does
the same for `otter run` from outside the student's process. `assign` makes students' notebooks, and
`grader` grades with Otter's own tests.

Formats and rules are those of Otter-Grader 7 (https://otter-grader.readthedocs.io). Otter itself
is imported by `zip_plugin` alone.
"""

from __future__ import annotations

from autograder.otter.student import Feedback, check

__all__ = ["Feedback", "check"]
