"""Which values autograd keeps for the way back, by operation (PyTorch's derivatives.yaml)."""

from __future__ import annotations

from autograder.experiments.arithmetic import canonical
from autograder.experiments.history import History
from autograder.experiments.nodes import NodeKey, refs, short

OPERANDS = frozenset(
    """pow square log log2 log10 log1p sin cos tan abs reciprocal cosh sinh asin acos atan erf
    clamp silu gelu softplus cumprod prod norm linalg.norm linalg.vector_norm maximum minimum
    """.split()  # noqa: SIM905 - a table reads better than a list of quotes
)
"""Operations that save what they were given."""

RESULTS = frozenset(("exp", "sigmoid", "tanh", "sqrt", "rsqrt", "softmax", "log_softmax", "relu"))
"""Operations that save what they gave."""

PRODUCTS = frozenset(("mul", "matmul", "__matmul__", "dot", "mm", "mv", "bmm", "div", "linear"))
"""Operations that save each operand where the other one requires a gradient."""


def saved(history: History, graph: frozenset[NodeKey], tensor: int, before: int) -> bool:
    """Whether, by event `before`, an operation of the graph had saved the tensor's contents."""
    for key in graph:
        op = history.trace.nodes[key].producer
        if op is None or op.seq > before:
            continue
        name = canonical(short(op.name).removeprefix("nn.functional."))
        if key[0] == tensor and name in RESULTS:
            return True
        others = [other for other in refs(op) if other[0] != tensor]
        if len(others) == len(refs(op)):
            continue
        squared = not others and len(refs(op)) > 1
        if name in OPERANDS:
            return True
        if name in PRODUCTS and (squared or any(other in graph for other in others)):
            return True
    return False
