"""Honest programs: each idiom beside the exercise, and seeded mixtures of them.

The idioms in `idioms/` are what courses, tutorials and forums teach. A program is the exercise,
done rightly in one of many ways, with such idioms before and after it, as script or notebook. Those
in `whole/` are complete: the exercise itself is done with what the file is named by.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.ingest.submission import Submission
from tests.support import submission

IDIOMS = Path(__file__).parent / "idioms"
WHOLE = Path(__file__).parent / "whole"
MIXTURES = 190
SLOW = frozenset(
    (
        *("compile_guarded", "func_grad_vmap", "lbfgs_closure", "dispatch_mode_docs", "schedulers"),
        *("module_training_loop", "checkpointing", "jacobian_tutorial", "functional_call"),
    )
)
"""Idioms for which torch loads a second's worth of its own modules; they share programs."""
SEED = 20231120
_NOTEBOOK = "# as: notebook\n"

EXPLANATION = """\
y2 is computed under torch.no_grad(), so it is not tracked: y2.requires_grad is False and it has no
grad_fn. The gradient of x**3 therefore does not flow back to x; only y1 = x**2 contributes, and
x.grad is 2x = 2.
"""

_WAYS = {
    "no_grad": "with torch.no_grad():\n    {y2} = {x}**3",
    "no_grad_pow": "with torch.no_grad():\n    {y2} = torch.pow({x}, 3)",
    "detach": "{y2} = {x}.detach() ** 3",
    "detach_after": "{y2} = ({x} ** 3).detach()",
    "data": "{y2} = {x}.data ** 3",
    "product": "with torch.no_grad():\n    {y2} = {x} * {x} * {x}",
    "set_grad": "with torch.set_grad_enabled(False):\n    {y2} = {x}.pow(3)",
    "switch": "torch.set_grad_enabled(False)\n{y2} = {x}**3\ntorch.set_grad_enabled(True)",
    "decorator": "@torch.no_grad()\ndef cubed(v):\n    return v**3\n{y2} = cubed({x})",
    "item": "{y2} = torch.tensor({x}.item() ** 3)",
}
_LEAVES = (
    "{x} = torch.tensor(1.0, requires_grad=True)",
    "{x} = torch.tensor([1.0], requires_grad=True)",
    "{x} = torch.ones(1, requires_grad=True)",
    "{x} = torch.tensor(1.).requires_grad_()",
    "{x} = torch.tensor(1, dtype=torch.float32, requires_grad=True)",
    "{x} = torch.tensor(1.0)\n{x}.requires_grad = True",
)
_SQUARES = ("{y1} = {x}**2", "{y1} = torch.pow({x}, 2)", "{y1} = {x} * {x}", "{y1} = {x}.pow(2)")
_SUMS = ("{y3} = {y1} + {y2}", "{y3} = torch.add({y1}, {y2})", "{y3} = {y2} + {y1}")
_ENDS = (
    "{y3}.backward()\nprint({x}.grad)",
    "{y3}.backward()\nprint('dy3/dx =', {x}.grad.item())\n{x}.grad.zero_()",
    "{y3}.backward()\nprint(f'{{{x}.grad}}, {{{y1}.requires_grad}}, {{{y2}.requires_grad}}')",
    "print({y1}.requires_grad, {y2}.requires_grad, {y3}.grad_fn)\n{y3}.backward()\nprint({x}.grad)",
    "(g,) = torch.autograd.grad({y3}, {x})\nprint(g)",
)
_NAMES = (
    {"x": "x", "y1": "y1", "y2": "y2", "y3": "y3"},
    {"x": "x", "y1": "y_1", "y2": "y_2", "y3": "y_3"},
    {"x": "x", "y1": "a", "y2": "b", "y3": "y"},
    {"x": "inp", "y1": "square", "y2": "cubic", "y3": "total"},
    {"x": "自变量", "y1": "平方", "y2": "立方", "y3": "和"},
)


@dataclass(frozen=True)
class Honest:
    """A program that does the exercise and nothing to hide; `parts` are its cells."""

    name: str
    parts: tuple[str, ...]
    notebook: bool

    def submission(self) -> Submission:
        """The program as handed in."""
        if self.notebook:
            cells: list[dict[str, object]] = [
                {
                    "cell_type": "code",
                    "execution_count": None,
                    "metadata": {},
                    "outputs": [],
                    "source": part,
                }
                for part in self.parts
            ]
            book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
            return submission({"hw.ipynb": json.dumps(book), "reason.md": EXPLANATION}, self.name)
        return submission({"hw.py": "\n".join(self.parts), "reason.md": EXPLANATION}, self.name)


def programs() -> tuple[Honest, ...]:
    """All of them, the same ones each time."""
    chance = random.Random(SEED)
    idioms = {path.stem: path.read_text(encoding="utf-8") for path in sorted(IDIOMS.glob("*.py"))}
    return (*_single(idioms, chance), *_mixed(idioms, chance), *_whole())


def _whole() -> Iterator[Honest]:
    for path in sorted(WHOLE.glob("*.py")):
        source = path.read_text(encoding="utf-8")
        notebook = source.startswith(_NOTEBOOK)
        parts = re.split(r"^# %%\n", source.removeprefix(_NOTEBOOK), flags=re.MULTILINE)
        yield Honest(f"whole-{path.stem}", tuple(parts), notebook)


def _single(idioms: dict[str, str], chance: random.Random) -> Iterator[Honest]:
    slow = sorted(SLOW)
    for half in (slow[::2], slow[1::2]):
        parts = [*(idioms[name] for name in half), _exercise(chance)]
        yield Honest("-".join(half), tuple(parts), notebook=half[0] == slow[0])
    for number, (name, source) in enumerate(idioms.items()):
        if name in SLOW:
            continue
        parts = [source, _exercise(chance)]
        if number % 2:
            parts.reverse()
        yield Honest(f"{name}-alone", tuple(parts), notebook=number % 3 == 0)


def _mixed(idioms: dict[str, str], chance: random.Random) -> Iterator[Honest]:
    quick = sorted(idioms.keys() - SLOW)
    for number in range(MIXTURES):
        names = chance.sample(quick, chance.randint(1, 3))
        parts = [idioms[name] for name in names]
        parts.insert(chance.randint(0, len(parts)), _exercise(chance))
        title = "-".join(name.split("_")[0] for name in names)
        yield Honest(f"mixed-{number:03}-{title}", tuple(parts), notebook=chance.random() < 0.5)


def _exercise(chance: random.Random) -> str:
    names = chance.choice(_NAMES)
    terms = [chance.choice(_SQUARES), chance.choice(list(_WAYS.values()))]
    chance.shuffle(terms)
    lines = [chance.choice(_LEAVES), *terms, chance.choice(_SUMS), chance.choice(_ENDS)]
    code = "\n".join(lines).format(**names) + "\n"
    shape = chance.choice(("plain", "plain", "plain", "function", "main"))
    if shape == "plain":
        return "import torch\n\n" + code
    body = "".join(f"    {line}\n" for line in code.splitlines())
    if shape == "function":
        return f"import torch\n\n\ndef solve():\n{body}\n\nsolve()\n"
    return f"import torch\n\nif __name__ == '__main__':\n{body}"
