"""What a Host header names, and addresses that lead out of the dashboard."""

from __future__ import annotations

import pytest

from autograder.web.headers import host_name
from autograder.web.language import preferred
from autograder.web.visit import own_address


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("127.0.0.1:8765", "127.0.0.1"),
        ("LocalHost", "localhost"),
        ("[::1]:8765", "::1"),
        ("evil.example:8765", "evil.example"),
        ("localhost.evil.example", "localhost.evil.example"),
        ("", ""),
    ],
)
def test_host_name(header: str, name: str) -> None:
    assert host_name(header) == name


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
        "/\nSet-Cookie: a=b",
        "evil",
        "",
    ],
)
def test_signing_in_never_leads_to_another_site(address: str) -> None:
    assert own_address(address) == "/"


def test_an_own_address_is_kept() -> None:
    assert own_address("/submissions/3?queue=review") == "/submissions/3?queue=review"


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("fr, en;q=0.5, zh;q=0.3", "en"),
        ("en;q=0.2,zh-TW;q=0.7", "zh"),
        ("fr", "en"),
        ("", "en"),
        ("zh;q=x,en", "en"),
    ],
)
def test_the_browser_chooses_the_language(accept: str, language: str) -> None:
    assert preferred(accept, "en") == language
