"""`autograder dashboard` as users start it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from autograder.cli import cli
from tests.web.classroom import ROOT


@contextmanager
def started(
    *arguments: str, folder: Path, **environment: str
) -> Iterator[tuple[list[str], subprocess.Popen[str]]]:
    """The addresses that it prints, and its process, which must end by Ctrl-C."""
    command = [sys.executable, "-m", "autograder", "dashboard", *arguments, "--lang", "en"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    try:
        yield re.findall(r"http://\S+", "".join(said)), process
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        process.stdout.close()


def test_it_prints_an_address_for_each_role_and_serves_it(
    sqlite_place: str, own_course: Path
) -> None:
    folder = Path(sqlite_place).parent
    with started(str(folder), "--port", "0", folder=own_course) as (addresses, _):
        assert len(addresses) == 2
        for address, role in zip(addresses, ("grader", "viewer"), strict=True):
            page = httpx.get(address, follow_redirects=True, headers={"accept-language": "en"})
            assert page.status_code == 200
            assert f"· {role}" in page.text
        stranger = httpx.get(addresses[0].partition("/sign-in")[0], follow_redirects=False)
        assert stranger.status_code == 303


def test_a_password_takes_the_place_of_the_token(sqlite_place: str, own_course: Path) -> None:
    secret = "correct horse"
    with started(
        sqlite_place, "--port", "0", folder=own_course, AUTOGRADER_DASHBOARD_PASSWORD=secret
    ) as (addresses, _):
        base = addresses[0].rstrip("/")
        assert "token" not in base
        wrong = httpx.post(f"{base}/sign-in", data={"secret": "wrong horse"})
        assert wrong.status_code == 403
        right = httpx.post(f"{base}/sign-in", data={"secret": secret})
        assert right.status_code == 303


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (["nowhere"], {}, "grade first"),
        (["."], {}, "no database"),
        ([".", "--host", "0.0.0.0"], {}, "--password"),
        ([".", "--port", "99999"], {}, "99999"),
        ([".", "--host", "203.0.113.7", "--token"], {}, "cannot listen"),
        (["."], {"AUTOGRADER_DASHBOARD_PASSWORD": "short"}, "8 characters"),
        (
            ["."],
            {
                "AUTOGRADER_DASHBOARD_PASSWORD": "the same one",
                "AUTOGRADER_DASHBOARD_VIEWER_PASSWORD": "the same one",
            },
            "passwords of their own",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(cli, ["dashboard", *arguments])
    assert result.exit_code == 2
    assert said in result.output
