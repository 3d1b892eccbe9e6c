"""A bare Debian, made with debootstrap, in which the zip is set up and run as in its container.

Wheels are fetched outside, by the pip and the configuration of this machine, and laid into the
root, where pip's own variables point at them: setup.sh then installs as it would from an index.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.gradescope.place import CONTAINER, ROOT, Place, unpack
from tests.gradescope.results import read

SUITES = {(3, 11): "bookworm", (3, 13): "trixie"}
"""Debian's suite by the Python that it has: wheels are fetched for that of these tests."""
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def missing() -> str:
    """Why such a root cannot be made here; empty where it can."""
    if os.geteuid() != 0:
        return "a root file system needs root"
    if sys.version_info[:2] not in SUITES:
        return f"no suite of Debian is known for Python {sys.version_info[0]}.{sys.version_info[1]}"
    for program in ("debootstrap", "unshare", "chroot"):
        if shutil.which(program) is None:
            return f"{program} is not installed (apt-get install debootstrap util-linux coreutils)"
    tried = subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "true"], capture_output=True, check=False
    )
    return "" if tried.returncode == 0 else "this machine refuses mount and pid namespaces"


def debootstrap(root: Path) -> None:
    """Make the root, unless one was kept there.

    Raises:
        RuntimeError: debootstrap failed; the end of what it said is in the message.
    """
    if (root / "etc/debian_version").exists():
        return
    suite = SUITES[sys.version_info[:2]]
    mirror = [os.environ["DEBIAN_MIRROR"]] if os.environ.get("DEBIAN_MIRROR") else []
    _run(["debootstrap", "--variant=minbase", suite, str(root), *mirror])
    shutil.copyfile("/etc/resolv.conf", root / "etc/resolv.conf")


def fetch_wheels(source: Path, folder: Path) -> None:
    """Let the pip of these tests fetch what the zip in `source` requires.

    Raises:
        RuntimeError: pip failed.
    """
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
    if os.environ.get("INDEX"):
        command += ["--extra-index-url", os.environ["INDEX"]]
    required = ["--constraint", str(source / "constraints.txt")]
    required += ["--requirement", str(source / "requirements.txt")]
    _run([*command, "--only-binary", ":all:", "--dest", str(folder), *required])


@dataclass(frozen=True)
class Chroot:
    """The root and what runs in it, always with the restrictions of a container: a pid namespace
    and mounts of its own, and in it no new namespace, no mount, no CAP_SYS_ADMIN."""

    root: Path

    @property
    def place(self) -> Place:
        """/autograder, seen from outside."""
        return Place(self.root / "autograder")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in it to its end."""
        proc = f"--mount-proc={self.root}/proc"
        variables = {"PATH": PATH, "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}
        given = [f"{name}={value}" for name, value in (variables | environment).items()]
        return subprocess.run(
            [
                *("unshare", "--mount", "--pid", "--fork", proc),
                *(sys.executable, str(CONTAINER), "chroot", str(self.root)),
                *("/usr/bin/env", "-i", *given, *command),
            ],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )

    def upload(self, bundle: Path) -> subprocess.CompletedProcess[str]:
        """Unpack and set up a zip as Gradescope does when a teacher uploads it."""
        autograder = self.root / "autograder"
        for name in ("submission", "results"):
            (autograder / name).mkdir(parents=True, exist_ok=True)
        shutil.rmtree(autograder / "source", ignore_errors=True)
        unpack(bundle, autograder / "source")
        wheels = self.root / "wheels"
        wheels.mkdir(exist_ok=True)
        if not (self.root / "opt/autograder/bin/pip").exists():
            fetch_wheels(autograder / "source", wheels)
        shutil.copy(autograder / "source" / "run_autograder", autograder / "run_autograder")
        done = self.run(
            *("bash", "/autograder/source/setup.sh"), PIP_NO_INDEX="1", PIP_FIND_LINKS="/wheels"
        )
        shutil.rmtree(wheels)
        return done

    def grade(self, files: dict[str, bytes | str], metadata: object = None) -> dict[str, Any]:
        """Hand in a submission and read the results, whose form is checked."""
        self.place.hand_in(files, metadata)
        done = self.run("/autograder/run_autograder")
        assert done.returncode == 0, done.stderr
        return read(self.place.results)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-5:])
        raise RuntimeError(f"{command[0]} failed: {said}")
