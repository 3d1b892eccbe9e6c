"""Which modules programs of an assignment will import, told by its texts before anything is loaded.

Some calls of torch import much at their first use (`torch.func.vmap` and the step of an optimizer
bring in torch._dynamo, a second or more; `backward` with a gradient brings in sympy). Imported by
the fork server once, they cost the runs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

_NEEDS = (
    (
        re.compile(
            r"torch\.func|functorch|\bvmap\b|\bjac(?:rev|fwd)\b|\bhessian\b|forward_ad"
            r"|is_grads_batched|vectorize\s*=\s*True"
        ),
        ("torch._dynamo", "torch._decomp.decompositions_for_jvp"),
    ),
    (re.compile(r"\boptim\b"), ("torch._dynamo",)),
    (
        re.compile(r"\.backward\(\s*(?:gradient\s*=|torch|[a-z]\w*\s*[,)])|grad_outputs"),
        ("torch.fx.experimental.symbolic_shapes",),
    ),
)
_TEXTS = ("assignment.yaml", "calls.py", "reference.py", "reference.ipynb")


def preload(base: Sequence[str], folders: Iterable[Path]) -> tuple[str, ...]:
    """`base` and the modules that the assignment in these folders (its own, its solutions)
    needs."""
    text = ""
    for folder in folders:
        for name in _TEXTS:
            with suppress(OSError, UnicodeDecodeError):
                text += (folder / name).read_text(encoding="utf-8") + "\n"
    needed = (name for pattern, names in _NEEDS if pattern.search(text) for name in names)
    return tuple(dict.fromkeys((*base, *needed)))
