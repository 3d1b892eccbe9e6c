"""How a result is put together: the operation that makes it and the terms that go in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from autograder.evidence.schema import Op, Ref
from autograder.experiments.nodes import NodeKey, short
from autograder.experiments.trace import Trace

_CANONICAL = {
    "add": ("add", "__add__", "__radd__", "__iadd__", "add_", "sum", "nansum"),
    "sub": ("sub", "__sub__", "__rsub__", "__isub__", "sub_", "subtract", "rsub"),
    "mul": ("mul", "__mul__", "__rmul__", "__imul__", "mul_", "multiply", "dot", "matmul"),
    "div": ("div", "__truediv__", "__rtruediv__", "true_divide", "divide"),
    "pow": ("pow", "__pow__", "__rpow__", "pow_", "float_power", "square", "square_"),
    "stack": ("stack", "cat", "concat", "concatenate", "hstack", "vstack"),
    "detach": ("detach", "detach_", "data.__get__"),
}
_NAMES = {name: canonical for canonical, names in _CANONICAL.items() for name in names}

_PASSING = frozenset(
    """sum mean squeeze squeeze_ unsqueeze reshape view view_as flatten ravel clone contiguous to
    double float type select __getitem__ expand expand_as requires_grad_ alias
    nansum""".split()  # noqa: SIM905 - a table reads better than a list of quotes
)
"""Operations that hand on one tensor: reshapings, casts, and reductions before a backward."""


MAX_CHAIN = 64
"""Operations in a row that merely hand a tensor on, followed at the most."""

MAX_TERMS = 64
"""Operands of one result that are looked at, and `MAX_OPENED` sums opened to find them."""

MAX_OPENED = 500


def operation(op: Op) -> str:
    """The operation by one name for all spellings: "add" for +, +=, torch.add and add_."""
    name = short(op.name)
    return _NAMES.get(name, name)


@dataclass(frozen=True)
class Term:
    """One operand: a node, or the plain number at `position` among the arguments of `op`."""

    node: NodeKey | None
    op: Op
    position: int = -1


def chain(trace: Trace, root: NodeKey) -> tuple[NodeKey, ...]:
    """The root and what it merely hands on (through reshapings, reductions, casts, detach),
    outermost first; the last one is what an arithmetic operation made."""
    found = [root]
    while len(found) < MAX_CHAIN:
        producer = trace.nodes[found[-1]].producer
        if producer is None:
            return tuple(found)
        name = short(producer.name)
        if name not in _PASSING and operation(producer) != "detach":
            return tuple(found)
        parents = trace.nodes[found[-1]].parents
        if operation(producer) == "add" and any(_makes_stack(trace, key) for key in parents):
            return tuple(found)
        if len(parents) != 1:
            return tuple(found)
        found.append(parents[0])
    return tuple(found)


def terms(trace: Trace, key: NodeKey, known: Callable[[NodeKey], bool]) -> Iterator[Term]:
    """The operands of the operation that made `key`, sums opened up into their summands.

    A summand for which `known` holds (it plays a role by itself) is not opened further. At most
    `MAX_TERMS` come, and a graph that shares its sums is not opened for ever.
    """
    todo: list[Term | NodeKey] = [key]
    found = 0
    for _ in range(MAX_OPENED):
        if not todo or found == MAX_TERMS:
            return
        item = todo.pop()
        if isinstance(item, Term):
            found += 1
            yield item
        else:
            todo.extend(reversed(_opened(trace, item, known)))


def _opened(trace: Trace, key: NodeKey, known: Callable[[NodeKey], bool]) -> list[Term | NodeKey]:
    """The operands of what made `key` in order; those to be opened in their turn as bare keys."""
    node = trace.nodes.get(key)
    if node is None or node.producer is None:
        return []
    op = node.producer
    kind = operation(op)
    found: list[Term | NodeKey] = []
    if kind == "stack" or short(op.name) in _PASSING:
        for parent in node.parents[:MAX_TERMS]:
            if kind == "stack" and not _is_sum(trace, parent, known):
                found.append(Term(_without_zero(trace, parent), op))
            else:
                found.append(parent)
        return found
    for position, item in enumerate(op.inputs[: 2 if kind != "einsum" else MAX_TERMS]):
        if isinstance(item, Ref):
            parent = (item.tensor, item.version)
            if kind == "add":
                parent = _without_zero(trace, parent)
            if kind == "add" and _is_sum(trace, parent, known):
                found.append(parent)
            else:
                found.append(Term(parent, op))
        elif (
            isinstance(item, (int, float))
            and not isinstance(item, bool)
            and not (kind == "add" and item == 0)
        ):
            found.append(Term(None, op, position))
    other = op.keywords.get("other")
    if isinstance(other, Ref):
        found.append(Term((other.tensor, other.version), op))
    return found


def _is_sum(trace: Trace, key: NodeKey, known: Callable[[NodeKey], bool]) -> bool:
    node = trace.nodes.get(key)
    return (
        node is not None
        and node.producer is not None
        and operation(node.producer) == "add"
        and not known(key)
    )


def _without_zero(trace: Trace, key: NodeKey) -> NodeKey:
    """What `sum([y1, y2])` starts from: y1 rather than 0 + y1."""
    node = trace.nodes.get(key)
    if node is not None and node.producer is not None and operation(node.producer) == "add":
        numbers = [item for item in node.producer.inputs if not isinstance(item, Ref)]
        if numbers == [0] and len(node.parents) == 1 and short(node.producer.name) != "sum":
            return node.parents[0]
    return key


def _makes_stack(trace: Trace, key: NodeKey) -> bool:
    node = trace.nodes.get(key)
    return node is not None and node.producer is not None and operation(node.producer) == "stack"
