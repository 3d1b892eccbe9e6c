"""The tutorial of docs/authoring.md, followed to the letter."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_STEP = re.compile(
    r"(?P<verb>Write|Append\s+to)\s+`(?P<path>[^`]+)`:\n\n```\w+\n(?P<text>.*?)^```$"
    r"|^```console\n\$ (?P<command>[^\n]+)\n(?P<shown>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def steps() -> Iterator[re.Match[str]]:
    text = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    tutorial = text[text.index("## A homework from nothing") : text.index("## The tools")]
    yield from _STEP.finditer(tutorial)


def pattern(line: str) -> re.Pattern[str]:
    """A line of the tutorial: blanks are any blanks, "…" is anything."""
    words = [".*".join(map(re.escape, word.split("…"))) for word in line.split()]
    return re.compile(r"\s+".join(words))


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    for folder in ("assignments", "solutions"):
        (tmp_path / folder).mkdir()
    commands = 0
    for step in steps():
        if step["command"] is None:
            path = tmp_path / step["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w" if step["verb"] == "Write" else "a", encoding="utf-8") as file:
                file.write(step["text"])
            continue
        commands += 1
        program, *arguments = shlex.split(step["command"])
        assert program == "autograder"
        done = subprocess.run(
            [sys.executable, "-m", "autograder", *arguments],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, (step["command"], said)
        for line in filter(str.strip, step["shown"].splitlines()):
            assert pattern(line).search(said), (step["command"], line, said)
    assert commands >= 8
    assert (tmp_path / "graded" / "grades.csv").is_file()
