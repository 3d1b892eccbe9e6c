"""Where Otter-Grader runs: never in our own environment, whose start it would slow down.

An installation with the extra `otter` has it beside us. A checkout keeps `.venv-otter`, made when
first needed, with Otter, this package and the torch of our own version.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from autograder.errors import AutograderError

CHECKOUT = Path(__file__).resolve().parents[2]
VENV = CHECKOUT / ".venv-otter"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
_READY = VENV / ".ready"


def otter_python() -> Path:
    """The Python that has Otter, set up if need be.

    Raises:
        AutograderError: there is none and it cannot be made; says what to do.
    """
    if importlib.util.find_spec("otter") is not None:
        return Path(sys.executable)
    set_up()
    return BIN / "python"


def set_up() -> None:
    """Make `.venv-otter` unless it is there.

    Raises:
        AutograderError: this is no checkout, or pip failed.
    """
    project = CHECKOUT / "pyproject.toml"
    if not project.is_file():
        raise AutograderError("Otter is not installed: pip install 'autograd-autograder[otter]'")
    wanted = f"{sys.version_info[:2]}\n{(CHECKOUT / 'constraints.txt').read_text(encoding='utf-8')}"
    if _READY.is_file() and _READY.read_text(encoding="utf-8") == wanted:
        return
    print(f"Installing otter-grader into {VENV.name} (once) ...", file=sys.stderr, flush=True)
    index = os.environ.get("INDEX")
    pip = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    pip += ["--constraint", str(CHECKOUT / "constraints.txt")]
    pip += ["--extra-index-url", index] if index else []
    torch = version("torch").partition("+")[0]
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        [*pip, "setuptools"],
        [
            *pip,
            *("--no-build-isolation", "--editable", f"{CHECKOUT}[otter]"),
            *("ipykernel", f"torch=={torch}"),
        ],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()[-1:]
            raise AutograderError(
                f"otter-grader could not be installed into {VENV.name}: {' '.join(said)}"
            )
    _READY.write_text(wanted, encoding="utf-8")


def activated(python: Path) -> dict[str, str]:
    """The process environment with this Python's programs first, as an activated one has them."""
    path = os.environ.get("PATH", "")
    environment = {**os.environ, "PATH": f"{python.parent}{os.pathsep}{path}"}
    if python.parent == BIN:
        environment["VIRTUAL_ENV"] = str(VENV)
    # Jupyter's kernels are to be this Python's, whatever else the user has installed.
    environment["JUPYTER_PREFER_ENV_PATH"] = "1"
    return environment
