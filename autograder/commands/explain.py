"""`autograder explain`: what a diagnosis or check means, from its docstring."""

from __future__ import annotations

import difflib

import click

from autograder.errors import UsageError


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Explain a diagnosis or a check: what it checks, why it matters, an example, the feedback.

    Without CODE, list all codes.
    """
    from autograder.commands.codes import descriptions

    known = descriptions()
    if code is None:
        for name in known:
            click.echo(name)
        return
    if code not in known:
        close = difflib.get_close_matches(code, known, 3)
        guess = f"did you mean {' or '.join(close)}?" if close else "leave it out for a list."
        raise UsageError(f"there is no diagnosis or check called {code!r}; {guess}")
    click.echo(known[code].rstrip())
