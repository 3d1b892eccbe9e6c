"""What the supervisor holds does not grow with the class."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.batch.classroom import ROOT, write_class

COUNT = 600
SETTLED = 300
"""Submissions after which caches are full."""

HELD = 300
"""Bytes that a submission may leave in memory."""

CACHED_KB = 3_000
"""What the store's cache and the allocator may take besides."""


def test_a_submission_leaves_next_to_nothing_in_memory(tmp_path: Path) -> None:
    folder = write_class(tmp_path / "class", COUNT)
    found = subprocess.run(
        [sys.executable, "-m", "tests.batch.held", str(folder), str(tmp_path / "out")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert found.returncode == 0, found.stderr
    moments = {line["done"]: line for line in map(json.loads, found.stdout.splitlines())}
    begun, ended = moments[SETTLED], moments[COUNT - 100]
    assert ended["bytes"] - begun["bytes"] < HELD * (ended["done"] - begun["done"])
    assert ended["rss_kb"] - begun["rss_kb"] < CACHED_KB
    assert max(moment["alive"] for moment in moments.values()) < 10
    assert len((tmp_path / "out" / "grades.csv").read_text("utf-8").splitlines()) == COUNT + 1
