"""A folder laid out as Gradescope's container has /autograder, and running the zip in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.gradescope.results import read

ROOT = Path(__file__).parents[2]
CONTAINER = ROOT / "tests" / "sandbox" / "container.py"
"""Runs a command as root with what a plain container allows."""


def unpack(bundle: Path, source: Path) -> None:
    """Unpack a zip as Gradescope does, with the modes that it says."""
    source.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(bundle) as archive:
        for entry in archive.infolist():
            path = Path(archive.extract(entry, source))
            path.chmod(entry.external_attr >> 16 & 0o777)


def shorten(file: Path, wall_s: float) -> None:
    """Give programs of students other seconds than this assignment.yaml says."""
    text = "".join(
        line for line in file.read_text("utf-8").splitlines(True) if not line.startswith("limits:")
    )
    file.write_text(f"{text}\nlimits: {{wall_s: {wall_s}, cpu_s: {wall_s}}}\n", "utf-8")


@dataclass(frozen=True)
class Place:
    """ROOT of one "container" whose Python is that of these tests."""

    root: Path

    @property
    def results(self) -> Path:
        """Where the results go."""
        return self.root / "results" / "results.json"

    def hand_in(self, files: dict[str, bytes | str], metadata: object = None) -> None:
        """Lay a submission where Gradescope lays it; nothing of an earlier one is left."""
        for name in ("submission", "results"):
            shutil.rmtree(self.root / name, ignore_errors=True)
            (self.root / name).mkdir()
        for name, data in files.items():
            path = self.root / "submission" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
        given = json.dumps(metadata or {})
        (self.root / "submission_metadata.json").write_text(given, "utf-8")

    def command(self) -> list[str]:
        """The command line of run_autograder, with the restrictions of a container."""
        return [sys.executable, str(CONTAINER), "bash", str(self.root / "source/run_autograder")]

    def environment(self) -> dict[str, str]:
        """What the command is started with."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "AUTOGRADER_ROOT": str(self.root),
            "AUTOGRADER_VENV": sys.prefix,
        }

    def run(self) -> dict[str, Any]:
        """Run run_autograder to its end and read the results, whose form is checked."""
        ended = subprocess.run(
            self.command(), env=self.environment(), cwd=self.root, check=False, timeout=300
        )
        assert ended.returncode == 0
        return read(self.results)
