"""How a dashboard is set up: where it listens, who may enter, and in which language it speaks."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["viewer", "grader"]
"""A viewer reads everything and changes nothing; a grader may change everything."""

ROLES: tuple[Role, ...] = ("viewer", "grader")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def new_secret() -> str:
    """A fresh token: 192 random bits, safe in an address."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Settings:
    """What `autograder dashboard` was told.

    `secrets` maps a role to what opens it: a token or a password. A role without one is closed.
    `hosts` are the names by which a browser may address the dashboard; a request that names
    another is refused (DNS rebinding). `https` marks cookies as secure: set it behind a proxy that
    ends TLS. `key` signs cookies; a new one for each start closes all sessions of the last.
    """

    secrets: dict[Role, str]
    hosts: tuple[str, ...] = LOOPBACK
    port: int = 8765
    https: bool = False
    language: str = "en"
    key: str = field(default_factory=new_secret)

    @property
    def cookie(self) -> str:
        """Name of the session cookie. Ports share cookies, so it names the port."""
        return f"autograder-{self.port}"


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine alone."""
    return host in LOOPBACK or host.startswith("127.")
