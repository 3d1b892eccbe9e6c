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

from collections.abc import MutableMapping
from typing import Any


class Feedback(Exception):  # noqa: N818 - Otter shows the name before the text
    """A question is not right yet; `str(error)` is what the student is told."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows of it: the words alone, since no code of a student's raised it."""
        return str(self).split("\n")


def check(
    question: str,
    env: MutableMapping[str, Any] | None = None,
    *,
    assignment: str | None = None,
    check: str | None = None,
    share: float = 1.0,
    lang: str | None = None,
) -> None:
    """Grade a question of what was run so far; return when it passed.

    Args:
        question: id of the question in assignment.yaml.
        env: the namespace of the student's kernel, as Otter gives it to a parameter called `env`;
            None takes that of the IPython that runs.
        assignment: id or path, or the path of what `autograder assign` packs for students; None
            takes the one beside the notebook, else the only one that there is.
        check: id of the one check of the question that this case is about; None means all.
        share: the share of the points that is enough (0.5: half an explanation passes).
        lang: "zh" or "en"; None takes the language of the notebook.

    Raises:
        Feedback: not passed; the text says what we saw, why it is so, and one hint.
        AutograderError: it cannot be checked here, and why.
    """
    # Parts of this package are used by the pipeline, which the check starts.
    from autograder.otter import student  # noqa: PLC0415

    student.check(question, env, assignment=assignment, check=check, share=share, lang=lang)


__all__ = ["Feedback", "check"]
