"""Submissions from a seeded generator: varied programs, right and wrong, in both languages.

Every choice is drawn anew (names, how the leaf is made, powers, the interruption, the sum, the
backward, functions, other exercises around it, the written answer, script or notebook), so that no
two are copies and no cache can help more than it would with a real class.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

_NAMES = (
    ("x", "y1", "y2", "y3"),
    ("x", "a", "b", "c"),
    ("t", "sq", "cu", "total"),
    ("inp", "square", "cube", "out"),
    ("x0", "f1", "f2", "f"),
    ("w", "u", "v", "loss"),
)
_LEAVES = (
    "{x} = torch.tensor(1., requires_grad=True)",
    "{x} = torch.tensor(1.0, requires_grad=True)",
    "{x} = torch.tensor([1.0], requires_grad=True)",
    "{x} = torch.ones(1, requires_grad=True)",
    "{x} = torch.ones((), requires_grad=True)",
    "{x} = torch.tensor(1.0)\n{x}.requires_grad_(True)",
    "{x} = torch.tensor(1.0)\n{x}.requires_grad = True",
    "{x} = torch.tensor(1, dtype=torch.float32, requires_grad=True)",
    "{x} = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)",
)
_BAD_LEAVES = (
    "{x} = torch.tensor(1.0)",
    "{x} = torch.tensor(1, requires_grad=True)",
    "{x} = torch.tensor(2.0, requires_grad=True)",
)
_SQUARES = ("{x} ** 2", "{x} * {x}", "torch.pow({x}, 2)", "{x}.pow(2)", "torch.square({x})")
_CUBES = ("{x} ** 3", "{x} * {x} * {x}", "torch.pow({x}, 3)", "{x}.pow(3)", "{x} ** 2 * {x}")
_CUTS = (
    "{a} = {square}\nwith torch.no_grad():\n    {b} = {cube}",
    "with torch.no_grad():\n    {b} = {cube}\n{a} = {square}",
    "{a} = {square}\n{b} = ({cube}).detach()",
    "{a} = {square}\n{b} = {cube}\n{b} = {b}.detach()",
    "{a} = {square}\nwith torch.set_grad_enabled(False):\n    {b} = {cube}",
    "{a} = {square}\nwith torch.inference_mode():\n    {b} = {cube}\n{b} = {b}.clone()",
)
_BAD_CUTS = (
    "{a} = {square}\n{b} = {cube}",
    "with torch.no_grad():\n    {a} = {square}\n    {b} = {cube}",
    "with torch.no_grad():\n    {a} = {square}\n{b} = {cube}",
    "{a} = {square}\nwith torch.no_grad():\n    {b} = {x} * 3",
    "{a} = {square}\ntorch.no_grad()\n{b} = {cube}",
)
_SUMS = ("{c} = {a} + {b}", "{c} = {b} + {a}", "{c} = torch.add({a}, {b})")
_BAD_SUMS = ("{c} = {a} * {b}", "{c} = {a} - {b}", "with torch.no_grad():\n    {c} = {a} + {b}")
_BACKWARDS = ("{c}.backward()", "{c}.sum().backward()", "{c}.backward(torch.ones_like({c}))")
_BAD_BACKWARDS = (
    "{a}.backward()",
    "{c}.backward(retain_graph=True)\n{c}.backward()",
    "# {c}.backward()",
    "{c}.backward()\nprint(undefined_name)",
    "{c}.backward(",
)
_PRINTS = (
    "print({x}.grad)",
    "print('grad:', {x}.grad)",
    "print(f'x.grad = {{{x}.grad}}')",
    "print({x}.grad.item())",
    "print('y3 =', {c})\nprint({x}.grad)",
    "{x}.grad",
)
_OTHERS = (
    "v{n} = torch.arange({n}.)\nprint(v{n}.mean())",
    "m{n} = torch.rand(3, {n})\nprint(m{n}.shape)",
    "w{n} = torch.zeros(2, requires_grad=True)\n(w{n} * {n}).sum().backward()\nprint(w{n}.grad)",
    "total{n} = sum(range({n}))\nprint(total{n})",
    "p{n} = torch.tensor({n}.0, requires_grad=True)\n(p{n} ** 2).backward()\nprint(p{n}.grad)",
)
_SAID = {
    "zh": (
        "y2 在 no_grad 中计算，所以没有被追踪，requires_grad 为 False。",
        "x 的三次方没有 grad_fn，不在计算图里。",
        "因此它的梯度不会回传到 x，相当于常数。",
        "只有 y1 = x 的平方对 x 求导，结果是 2x = 2。",
        "如果不中断追踪，结果应该是 5。",
        "所以 x 的梯度是 2。",
        "结果是 5，因为 2 + 3 = 5。",
        "no_grad 可以节省内存。",
        "我观察到输出了 tensor(2.)。",
    ),
    "en": (
        "y2 is computed under no_grad, so it is not tracked and requires_grad is False.",
        "x cubed has no grad_fn and is not part of the graph.",
        "So its gradient does not flow back to x; it acts as a constant.",
        "Only y1 = x squared contributes to the gradient, which is 2x = 2.",
        "With tracking the result would be 5.",
        "Therefore the gradient of x is 2.",
        "The result is 5 because 2 + 3 = 5.",
        "no_grad saves memory.",
        "I saw that tensor(2.) was printed.",
    ),
}
_ASIDES = ["lab", "week", "room", "note", "draft", "part", "step", "check", "case", "item"]
_FAMILY = [
    "王",
    "李",
    "张",
    "刘",
    "陈",
    "杨",
    "黄",
    "赵",
    "吴",
    "周",
    "smith",
    "jones",
    "brown",
    "garcia",
    "miller",
]


@dataclass(frozen=True)
class Generated:
    """One submission: the name and content of its file."""

    name: str
    data: bytes


def generate(seed: int, number: int) -> Generated:
    """The `number`-th submission of a class; the same seed gives the same class."""
    chance = Random(f"{seed} {number}")
    blocks = _blocks(chance)
    language = chance.choice(("zh", "zh", "en"))
    sentences = chance.sample(_SAID[language], chance.randrange(0, 6))
    # A few words of one's own, as every real answer has them.
    own = " ".join(f"{chance.choice(_ASIDES)} {chance.randrange(1000)}" for _ in range(3))
    stem = f"{chance.choice(_FAMILY)}_{2023000000 + number}"
    if chance.random() < 0.5:
        text = "\n\n".join(blocks) + "\n" + "".join(f"# {line}\n" for line in (*sentences, own))
        return Generated(f"{stem}.py", text.encode())
    return Generated(f"{stem}.ipynb", _notebook(blocks, " ".join((*sentences, own))))


def write_class(folder: Path, count: int, seed: int = 0) -> None:
    """Write the first `count` submissions of a class."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        made = generate(seed, number)
        (folder / made.name).write_bytes(made.data)


def _blocks(chance: Random) -> list[str]:
    x, a, b, c = chance.choice(_NAMES)
    # At most one thing is wrong, in about every other program.
    wrong = chance.choice((None, None, None, None, None, "leaf", "cut", "cut", "sum", "backward"))

    def pick(good: tuple[str, ...], bad: tuple[str, ...], what: str) -> str:
        return chance.choice(bad if wrong == what else good)

    names = {"x": x, "a": a, "b": b, "c": c}
    names["square"] = chance.choice(_SQUARES).format(**names)
    names["cube"] = chance.choice(_CUBES).format(**names)
    lines = [
        pick(_LEAVES, _BAD_LEAVES, "leaf"),
        pick(_CUTS, _BAD_CUTS, "cut"),
        pick(_SUMS, _BAD_SUMS, "sum"),
        pick(_BACKWARDS, _BAD_BACKWARDS, "backward"),
    ]
    said = chance.choice(_PRINTS).format(**names)
    parts = [line.format(**names) for line in lines]
    if chance.random() < 0.2:
        inner = "\n".join(parts).replace("\n", "\n    ")
        exercise = f"def exercise():\n    {inner}\n    return {x}\n\n{x} = exercise()"
        body = [exercise, f"print({x}.grad)"]
    elif chance.random() < 0.5:
        body = ["\n".join((*parts, said))]
    else:
        body = [*parts, said]
    before = [_other(chance) for _ in range(chance.randrange(0, 3))]
    after = [_other(chance) for _ in range(chance.randrange(0, 2))]
    return ["import torch", *before, *body, *after]


def _other(chance: Random) -> str:
    return chance.choice(_OTHERS).format(n=chance.randrange(2, 9999) % 97 + 2)


def _notebook(blocks: list[str], text: str) -> bytes:
    cells: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": block,
        }
        for block in blocks
    ]
    cells.append({"cell_type": "markdown", "metadata": {}, "source": text})
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(book, ensure_ascii=False).encode()
