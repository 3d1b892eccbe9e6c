"""`autograder doctor`: which sandbox layers hold on this machine."""

from __future__ import annotations

import sys
import textwrap

import click


@click.command()
def doctor() -> None:
    """Show which sandbox layers this machine offers, and what to do about missing ones.

    Each layer is tried, not looked up. Exit status: 0 submissions may be run here, 1 too little
    holds and the grader refuses.
    """
    from autograder.sandbox.doctor import examine
    from autograder.sandbox.plan import shortcomings

    layers = examine()
    width = max(len(layer.name) for layer in layers)
    for layer in layers:
        sign = "✓ holds  " if layer.holds else "– missing"
        click.echo(f"{sign}  {layer.name:<{width}}  {layer.meaning}")
        if not layer.holds and layer.remedy:
            indent = " " * (width + 13)
            click.echo(
                textwrap.fill(
                    f"→ {layer.remedy}", 100, initial_indent=indent, subsequent_indent=indent + "  "
                )
            )
    missing = shortcomings(tuple(layer.name for layer in layers if layer.holds))
    click.echo()
    if not missing:
        click.echo("Submissions may be run here.")
        return
    click.echo("Submissions must not be run here:")
    for sentence in missing:
        click.echo(f"  {sentence}")
    sys.exit(1)
