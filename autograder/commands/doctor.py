"""`autograder doctor`: which sandbox layers hold on this machine."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from autograder.sandbox.doctor import LayerStatus

_WIDTH = 96


@click.command()
def doctor() -> None:
    """Show which sandbox layers this machine offers, and what to do about missing ones.

    Each layer is tried, not looked up, and at last a program is run behind all of them. Exit
    status: 0 submissions may be run here, 1 too little holds and the grader refuses.
    """
    from autograder.sandbox.client import SandboxError, Server
    from autograder.sandbox.doctor import examine
    from autograder.sandbox.plan import shortcomings

    layers = examine()
    width = max(len(layer.name) for layer in layers)
    for layer in layers:
        click.echo(f"{_sign(layer)}  {layer.name:<{width}}  {layer.meaning}")
        if not layer.holds and layer.needed:
            click.echo(f"{'':<{width + 15}}without it: {layer.loss}")
    _remedies([layer for layer in layers if layer.needed and not layer.holds])
    click.echo()
    refusals = shortcomings(tuple(layer.name for layer in layers if layer.holds))
    held: tuple[str, ...] = ()
    if not refusals:
        try:
            with Server() as server:
                held = server.layers
        except SandboxError as error:
            refusals = tuple(str(error).split("; "))
    if refusals:
        click.echo("Submissions must not be run here; the grader refuses to:")
        for sentence in refusals:
            click.echo(_filled(sentence, "  "))
        sys.exit(1)
    click.echo(_filled(f"A trial run had these layers: {', '.join(held)}.", ""))
    if "capabilities_but_one" in held:
        click.echo(
            _filled(
                "capabilities_but_one: Python lies in a folder that is closed to other users, so "
                "that runs keep the right to read files, which Landlock alone limits. Install "
                "Python elsewhere, or open the folder for searching (chmod o+x), to remove it.",
                "",
            )
        )
    click.echo("Submissions may be run here.")


def _sign(layer: LayerStatus) -> str:
    if layer.holds:
        return "✓ holds      "
    return "✗ missing    " if layer.needed else "– not needed "


def _remedies(missing: list[LayerStatus]) -> None:
    """Say once for all layers with the same remedy how to get them."""
    for remedy in dict.fromkeys(layer.remedy for layer in missing):
        names = ", ".join(layer.name for layer in missing if layer.remedy == remedy)
        click.echo(f"\nTo get {names}:")
        click.echo(_filled(remedy, "  "))


def _filled(text: str, indent: str) -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
