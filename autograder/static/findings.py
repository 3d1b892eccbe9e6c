"""What reading the code, without running it, tells."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.extract.document import Where


@dataclass(frozen=True)
class Finding:
    """One observation.

    `code` is one of: "no_grad_not_called" (`with torch.no_grad:`), "no_grad_bare" (the call as a
    statement of its own), "disabled_code" (torch code commented out or in a string that nothing
    uses), "uncalled_function" (a function with torch code that nothing calls), "literal_print"
    (a printed number that no expression produced), "cuda" (asks for a GPU), "syntax_error",
    "shell_line", or "tampering_pattern". `detail` holds names and texts for the feedback.
    """

    code: str
    where: Where
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Findings:
    """All observations, in document order, what each line assigns to, and which programs (by index)
    are `plain`.

    `targets` maps (program index, unit index, line) to the names that the statement starting or
    lying on that line assigns (`y2 = x ** 3` gives ("y2",)), also inside functions.
    """

    items: tuple[Finding, ...] = ()
    targets: dict[tuple[int, int, int], tuple[str, ...]] = field(default_factory=dict)
    plain: frozenset[int] = frozenset()

    def of(self, *codes: str) -> tuple[Finding, ...]:
        """The observations with one of these codes."""
        return tuple(item for item in self.items if item.code in codes)
