"""Who is there: signing in with a token or password, sessions, and a limit on guesses.

A session lives on both sides: the browser holds a signed cookie with a number, the server what the
number means. Signing out therefore ends it for good, and so does a restart.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from autograder.web.settings import ROLES, Role, Settings

LIFE_S = 12 * 3600
"""Seconds after which a session ends, whatever happens in it."""

MAX_SESSIONS = 1000
TRIES = 10
"""Wrong tokens that one address may send within `WINDOW_S`; all together ten times as many."""
WINDOW_S = 60.0
MAX_NAME = 60


@dataclass(frozen=True)
class Person:
    """Somebody signed in. `csrf` must come back with every change that they ask for."""

    name: str
    role: Role
    csrf: str
    since: float

    @property
    def may_change(self) -> bool:
        """Whether they may change anything."""
        return self.role == "grader"


class TooManyTriesError(Exception):
    """So many wrong tokens came that none is looked at for `wait_s` seconds."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(wait_s)
        self.wait_s = wait_s


class Sessions:
    """All sessions of one dashboard, in memory. Safe to use from several threads."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._people: OrderedDict[str, Person] = OrderedDict()
        self._failures: dict[str, deque[float]] = {}

    def open(self, secret: str, name: str, address: str) -> tuple[str, Person] | None:
        """Sign in; None when the token opens nothing.

        Raises:
            TooManyTriesError: too many wrong ones came, from this address or from all together.
        """
        with self._lock:
            self._refuse_guessing(address)
            role = self._role_of(secret)
            if role is None:
                self._failures.setdefault(address, deque(maxlen=TRIES)).append(self._clock())
                return None
            person = Person(
                name=" ".join(name.split())[:MAX_NAME] or role,
                role=role,
                csrf=secrets.token_urlsafe(24),
                since=self._clock(),
            )
            number = secrets.token_urlsafe(24)
            self._people[number] = person
            while len(self._people) > MAX_SESSIONS:
                self._people.popitem(last=False)
            return number, person

    def find(self, number: object) -> Person | None:
        """Whose session this is, None for none or one that has ended."""
        if not isinstance(number, str):
            return None
        with self._lock:
            person = self._people.get(number)
            if person is not None and self._clock() - person.since > LIFE_S:
                del self._people[number]
                return None
            return person

    def close(self, number: object) -> None:
        """End a session."""
        with self._lock:
            self._people.pop(str(number), None)

    def _role_of(self, secret: str) -> Role | None:
        found: Role | None = None
        for role in ROLES:  # every one is compared, so that time tells nothing
            own = self._settings.secrets.get(role)
            if own and hmac.compare_digest(own.encode(), secret.strip().encode()):
                found = role
        return found

    def _refuse_guessing(self, address: str) -> None:
        now = self._clock()
        for key in list(self._failures):
            times = self._failures[key]
            while times and now - times[0] > WINDOW_S:
                times.popleft()
            if not times:
                del self._failures[key]
        own = self._failures.get(address, ())
        everybody = [moment for times in self._failures.values() for moment in times]
        if len(own) >= TRIES or len(everybody) >= 10 * TRIES:
            oldest = min(own or everybody)
            raise TooManyTriesError(max(1, round(WINDOW_S - (now - oldest))))
