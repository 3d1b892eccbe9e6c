"""What the fork server imports ahead for an assignment."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.spec.preload import preload


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("y.backward()\n", ()),
        ("y.backward(retain_graph=True)\n", ()),
        ("y.backward(v)\n", ("torch.fx.experimental.symbolic_shapes",)),
        ("y.backward(gradient=g)\n", ("torch.fx.experimental.symbolic_shapes",)),
        ("opt = torch.optim.SGD([w], 0.1)\n", ("torch._dynamo",)),
        (
            "from torch.func import grad\n",
            ("torch._dynamo", "torch._decomp.decompositions_for_jvp"),
        ),
    ],
)
def test_what_the_reference_calls_decides(
    tmp_path: Path, text: str, needed: tuple[str, ...]
) -> None:
    (tmp_path / "reference.py").write_text(text)
    assert preload(("torch",), (tmp_path, tmp_path / "missing")) == ("torch", *needed)


def test_nothing_is_named_twice(tmp_path: Path) -> None:
    (tmp_path / "calls.py").write_text("torch.func.vmap(f)\n")
    base = ("torch", "torch._dynamo")
    assert preload(base, (tmp_path,)) == (*base, "torch._decomp.decompositions_for_jvp")
