"""Every text that a page or a handler names is there in both languages, and says the same."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import autograder.web
from autograder.web.language import LANGUAGES, Words, catalogue

FOLDER = Path(autograder.web.__file__).parent
SOURCES = [*FOLDER.rglob("*.py"), *FOLDER.rglob("*.html")]
NAMED = re.compile(r"""\bt\(\s*["']([a-z0-9_]+)["']\s*[,)]""")
BUILT = re.compile(r"""\bt(?:\.known)?\(\s*f?["']([a-z_]+_)(?:["']\s*~|\{)""")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_text_named_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    missing = {key for key in NAMED.findall(text) if key not in catalogue()}
    assert not missing
    for prefix in BUILT.findall(text):
        assert any(key.startswith(prefix) for key in catalogue()), prefix


def test_every_text_is_used_somewhere() -> None:
    everything = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    prefixes = tuple({*BUILT.findall(everything), "error_"})
    unused = [
        key
        for key in catalogue()
        if not re.search(rf"""["']{key}["']""", everything) and not key.startswith(prefixes)
    ]
    assert unused == []


def test_both_languages_have_the_same_fields() -> None:
    different = [
        key
        for key, texts in catalogue().items()
        if len({frozenset(fields(texts[name])) for name in LANGUAGES}) != 1
    ]
    assert different == []


def test_chinese_texts_are_chinese() -> None:
    same = {key for key, texts in catalogue().items() if texts["zh"] == texts["en"]}
    assert same <= {"product", "of_all", "fact_input", "fact_gradient_right", "overridden_by"} | {
        key for key in same if not re.search("[a-z]{4}", catalogue()[key]["en"])
    }


def test_an_unknown_key_is_our_mistake_and_foreign_data_is_shown() -> None:
    words = Words("zh")
    with pytest.raises(KeyError):
        words("there_is_no_such_text")
    assert words.known("there_is_no_such_text") == "there_is_no_such_text"
