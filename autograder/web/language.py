"""The words of the dashboard, in Chinese and English, from `words.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("en", "zh")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every text by key, each by language.

    Raises:
        KeyError: a text lacks a language (a mistake of ours; a test finds it).
    """
    source = files("autograder.web").joinpath("words.yaml").read_text(encoding="utf-8")
    data: dict[str, dict[str, str]] = yaml.safe_load(source)
    return {key: {name: texts[name] for name in LANGUAGES} for key, texts in data.items()}


class Words:
    """The texts in one language: `words("groups")`, `words("members", count=3)`."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._texts = catalogue()

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its fields filled.

        Raises:
            KeyError: there is no such text.
        """
        text = self._texts[key][self.language]
        return text.format(**values) if values else text

    def known(self, key: str, otherwise: str | None = None) -> str:
        """The text of a key that came with the data, else `otherwise`, else the key."""
        entry = self._texts.get(key)
        if entry is None:
            return key if otherwise is None else otherwise
        return entry[self.language]

    @property
    def html_lang(self) -> str:
        """The language as HTML names it."""
        return "zh-CN" if self.language == "zh" else "en"


def preferred(accept: str, default: str) -> str:
    """The first of our languages in an Accept-Language header, else `default`."""
    ranked: list[tuple[float, int, str]] = []
    for at, part in enumerate(accept.split(",")[:20]):
        name, _, weight = part.strip().partition(";q=")
        language = name.strip().lower().partition("-")[0]
        if language in LANGUAGES:
            ranked.append((-_weight(weight), at, language))
    return min(ranked)[2] if ranked else default


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0


def in_language(texts: Any, language: str) -> str:
    """The text of a `{zh, en}` mapping in one language, else in the other."""
    return str(texts.get(language) or next(iter(texts.values()), ""))
