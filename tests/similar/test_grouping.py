"""What is written alike is found by what is rare; what a class shares says nothing."""

from __future__ import annotations

import random

from autograder.extract import extract
from autograder.similar.grouping import Written, alike
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
