"""The zip of the first homework, built once, and a place where it is unpacked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.cli import cli
from autograder.sandbox.client import SandboxError, Server
from tests.gradescope.place import CONTAINER, Place, shorten, unpack


def build(out: Path, *options: str) -> Path:
    """Build the zip by the command."""
    arguments = ["gradescope", "no_grad_cubic", "--out", str(out), *options]
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments, prog_name="autograder")
    assert ended.value.code == 0
    return out


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip."""
    return build(tmp_path_factory.mktemp("bundle") / "hw.zip")


@pytest.fixture(scope="session")
def place(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The zip unpacked and set up, with the Python of these tests in place of one of its own."""
    if os.geteuid() != 0:
        pytest.skip("only root can be root in a container")
    try:
        with Server(launcher=[sys.executable, str(CONTAINER)]) as server:
            server.ready()
    except SandboxError as error:
        pytest.skip(f"this machine offers no sandbox without namespaces: {error}")
    root = tmp_path_factory.mktemp("autograder")
    unpack(bundle, root / "source")
    shorten(root / "source/assignment/assignment.yaml", 4)
    wheel = next((root / "source").glob("*.whl"))
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"),
            *("--no-deps", "--no-index", "--target", str(root / "source/lib"), str(wheel)),
        ],
        check=True,
    )
    return Place(root)
