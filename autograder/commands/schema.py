"""`autograder schema`: the JSON Schema of assignment.yaml, for editors."""

from __future__ import annotations

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of assignment.yaml.

    Editors that speak YAML's language server complete and check the file with it when its first
    line is "# yaml-language-server: $schema=PATH".
    """
    from autograder.spec import scaffold

    click.echo(scaffold.schema(), nl=False)
