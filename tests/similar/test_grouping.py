"""What is written alike is found by what is rare; what a class shares says nothing."""

from __future__ import annotations

import os
import random
import tracemalloc
from array import array
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.extract import extract
from autograder.similar import grouping
from autograder.similar.grouping import COMMON, FEWEST, LEAST, SHARE, Written, alike
from autograder.similar.sketch import fingerprints, grams, sketch_of
from autograder.similar.structure import structure_of
from autograder.spec.load import load
from tests.batch.classroom import RIGHT
from tests.support import submission

WORDS = [
    "tensor",
    "gradient",
    "square",
    "cube",
    "because",
    "graph",
    "tracking",
    "value",
    "leaf",
    "branch",
    "stops",
    "only",
    "x",
]


def essay(seed: int, length: int = 90) -> str:
    """A text that nobody else writes."""
    chance = random.Random(seed)
    return " ".join(f"{chance.choice(WORDS)}{chance.randrange(100)}" for _ in range(length))


def written(number: int, text: str) -> Written:
    document = extract(submission({"hw.py": f"{RIGHT}# {text}\n"}))
    return Written(number, text, sketch_of(document, load("no_grad_cubic").spec))


def test_a_copy_with_changes_is_found_among_texts_that_share_the_program() -> None:
    texts = [essay(seed) for seed in range(30)]
    copy = texts[3].replace("cube", "cubic", 3)
    groups = alike([*(written(at, text) for at, text in enumerate(texts)), written(30, copy)])
    assert [(group.numbers, group.identical) for group in groups] == [((3, 30), False)]
    assert 0.7 <= groups[0].share < 1


def test_identical_files_stand_first_and_together() -> None:
    texts = [essay(seed) for seed in range(10)]
    groups = alike(written(at, texts[at % 8]) for at in range(10))
    assert [(group.numbers, group.identical) for group in groups] == [
        ((0, 8), True),
        ((1, 9), True),
    ]


def test_texts_of_ones_own_are_not_grouped() -> None:
    assert alike(written(at, essay(at)) for at in range(40)) == ()


def test_few_or_empty_texts_are_not_compared() -> None:
    assert alike([]) == ()
    assert alike([Written(1, None, None), Written(2, None, None)]) == ()
    assert alike([Written(1, "a", None), Written(2, "b", None)]) == ()


def pairwise(sketches: list[set[int]]) -> set[tuple[int, ...]]:
    """Groups as the definition has them, every text compared with every other."""
    texts = [(at, prints) for at, prints in enumerate(sketches) if prints]
    if len(texts) < FEWEST:
        return set()
    common = min(COMMON, max(2, len(texts) // 4))
    known = [number for _, prints in texts for number in prints]
    rare = {number for number in known if known.count(number) <= common}
    group = {at: {at} for at, _ in texts}
    for (one, mine), (two, yours) in combinations(texts, 2):
        shared = len(mine & yours & rare)
        least = max(min(len(mine & rare), len(yours & rare)), 1)
        if shared >= LEAST and shared / least >= SHARE:
            joined = group[one] | group[two]
            for at in joined:
                group[at] = joined
    return {tuple(sorted(members)) for members in group.values() if len(members) > 1}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sets(st.integers(0, 40), max_size=14), max_size=24), st.integers(1, 1 << 20))
def test_groups_are_those_of_comparing_everything_with_everything(
    sketches: list[set[int]], step: int
) -> None:
    found = alike(
        Written(at, str(at), array("I", [one * step for one in sorted(prints)]).tobytes())
        for at, prints in enumerate(sketches)
    )
    assert {group.numbers for group in found} == pairwise(sketches)
    assert all(SHARE <= group.share <= 1 and not group.identical for group in found)


def test_pairs_beyond_the_bound_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    copies = [os.urandom(160) for _ in range(10)] * 2
    texts = [Written(at, str(at), sketch) for at, sketch in enumerate(copies)]
    assert len(alike(texts)) == 10
    monkeypatch.setattr(grouping, "MAX_PAIRS", 100)
    assert len(alike(texts)) < 10


def test_memory_does_not_grow_with_the_fingerprints() -> None:
    def peak(count: int) -> int:
        shared = [os.urandom(100) for _ in range(count // 3)]
        tracemalloc.start()
        try:
            alike(
                Written(at, str(at), shared[at % len(shared)] + os.urandom(60))
                for at in range(count)
            )
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(6000) - peak(2000) < 400 * 4000


def test_any_shared_passage_long_enough_gives_a_fingerprint_in_common() -> None:
    """The guarantee of winnowing (Schleimer et al., 2003)."""
    passage = "the gradient of the cube does not flow back"[:40].replace(" ", "")
    for seed in range(50):
        one = fingerprints(essay(seed, 20) + passage + essay(seed + 1000, 20))
        two = fingerprints(essay(seed + 2000, 20) + passage + essay(seed + 3000, 20))
        assert one & two & set(grams(passage))


def test_case_and_layout_do_not_count() -> None:
    text = essay(1)
    assert fingerprints(text) == fingerprints(text.upper().replace(" ", "\n\n  "))


def test_the_structure_is_that_of_the_code_and_not_of_its_names() -> None:
    def structure(code: str) -> str | None:
        return structure_of(extract(submission({"hw.py": code})))

    renamed = RIGHT.replace("y1", "a").replace("y2", "b").replace("y3", "c") + "\n# more words\n"
    assert structure(RIGHT) == structure(renamed) is not None
    assert structure(RIGHT) != structure(RIGHT.replace("y1 + y2", "y1 * y2"))
    assert structure(RIGHT) != structure(RIGHT.replace("y1 + y2", "y2 + y1"))
    assert structure("def (:\n") is None
    deep = "x = " + "-" * 5000 + "1\n"
    assert structure(deep) in {None, structure(deep)}
