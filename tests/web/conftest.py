"""A graded class in stores of both kinds, and a dashboard over it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import create_engine, text
from starlette.applications import Starlette

from autograder.commands.desk import open_desk
from autograder.store.engine import url_of
from autograder.web.app import create_app
from autograder.web.desk import Desk
from autograder.web.settings import Settings
from tests.databases import postgresql
from tests.web.classroom import CLASS, TRACKED, course, grade
from tests.web.client import Client

__all__ = ["postgresql"]

SECRETS = Settings(secrets={"grader": "the-graders-token", "viewer": "the-viewers-token"})
Enter: TypeAlias = Callable[..., Client]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course that everything was graded in."""
    return course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def graded_file(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite store with two batches: in the first, Ada had handed in something else."""
    place = tmp_path_factory.mktemp("graded") / "autograder.db"
    first = (replace(CLASS[0], source=TRACKED + "# first try\n"), *CLASS[1:])
    grade(str(place), folder, [first, CLASS])
    return place


@pytest.fixture(scope="session")
def graded_database(postgresql: str, folder: Path) -> str:
    """The same in PostgreSQL."""
    with create_engine(url_of(postgresql)).connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(
            text("CREATE DATABASE graded")
        )
    place = postgresql.replace("/postgres?", "/graded?")
    first = (replace(CLASS[0], source=TRACKED + "# first try\n"), *CLASS[1:])
    grade(place, folder, [first, CLASS])
    return place


@pytest.fixture
def sqlite_place(graded_file: Path, tmp_path: Path) -> str:
    """A copy of the SQLite store."""
    for file in graded_file.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return str(tmp_path / graded_file.name)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> str:
    """A copy of the graded store, of each kind in turn."""
    if request.param == "sqlite":
        found: str = request.getfixturevalue("sqlite_place")
        return found
    original: str = request.getfixturevalue("graded_database")
    name = f"w{uuid4().hex}"
    admin = create_engine(url_of(original.replace("/graded?", "/postgres?")))
    with admin.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(
            text(f"CREATE DATABASE {name} TEMPLATE graded")
        )
    admin.dispose()
    return original.replace("/graded?", f"/{name}?")


@pytest.fixture
def own_course(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the course, current, so that samples filed by one test reach no other."""
    found = tmp_path / "course"
    shutil.copytree(folder, found)
    monkeypatch.chdir(found)
    return found


@pytest.fixture
def desk(place: str, own_course: Path) -> Iterator[Desk]:
    """The desk over a copy of the graded store, of each kind in turn."""
    with open_desk(place) as opened:
        yield opened


@pytest.fixture
def app(desk: Desk) -> Starlette:
    """The dashboard over it."""
    return create_app(SECRETS, desk)


@pytest.fixture
def enter(app: Starlette) -> Iterator[Enter]:
    """Sign in: `enter("grader")` gives somebody's own client."""
    with ExitStack() as stack:

        def one(role: str | None = "grader", name: str = "", language: str = "en") -> Client:
            client = stack.enter_context(Client(app, language))
            if role is not None:
                client.sign_in(f"the-{role}s-token", name or role)
            return client

        yield one


ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one that $CHROMIUM names."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Where screenshots go: build/screenshots, for whoever looks at them."""
    found = Path(__file__).parent.parent.parent / "build" / "screenshots"
    found.mkdir(parents=True, exist_ok=True)
    return found
