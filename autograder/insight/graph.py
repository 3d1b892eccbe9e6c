"""The computation graph of one experiment: tensors, how they came about, where tracking stops, and
what each path brings to the gradient of the input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from autograder.checks.case import Case, ProgramRuns
from autograder.evidence.schema import Op, Ref
from autograder.experiments.arithmetic import Values, backward, canonical, sure
from autograder.experiments.model import Experiment
from autograder.experiments.nodes import Node, NodeKey, short
from autograder.experiments.structure import operation
from autograder.experiments.trace import Trace
from autograder.extract.document import Where

Kind: TypeAlias = Literal["leaf", "tracked", "cut", "untracked", "constant"]
"""leaf: a tensor that autograd fills. tracked: has a grad_fn. cut: made from something tracked,
but has no grad_fn, so tracking stops here. untracked: has none because nothing before it has.
constant: a tensor that was made from no other."""

MAX_NODES = 36
"""Tensors that are drawn, the nearest to the result first."""

_SIGNS = {"add": "+", "sub": "−", "mul": "×", "div": "÷", "pow": "**"}


@dataclass(frozen=True)
class GraphNode:
    """One tensor. `level` counts steps from the start of the computation; `expression` is the
    operation with its arguments ("x ** 3"), empty where the tensor was not computed."""

    id: int
    level: int
    kind: Kind
    name: str
    expression: str
    value: str
    grad_fn: str | None
    role: str | None
    where: Where | None


@dataclass(frozen=True)
class GraphEdge:
    """From an argument to the result. `brings` is what flows back along it into the input (None
    where that is another tensor, or not known); an edge that is not tracked brings nothing."""

    source: int
    target: int
    tracked: bool
    brings: Values | None


@dataclass(frozen=True)
class Graph:
    """One experiment. `left_out` counts tensors further back that are not in `nodes`."""

    where: Where | None
    graded: bool
    gradient: Values | None
    error: str | None
    kind: str
    """"backward", "grad", or "" where the program never differentiated."""
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    left_out: int


def graph_of(case: Case, program: ProgramRuns, experiment: Experiment) -> Graph:
    """The graph of an experiment in the program as handed in."""
    return _Drawing(case, program, experiment).graph()


class _Drawing:
    def __init__(self, case: Case, program: ProgramRuns, experiment: Experiment) -> None:
        self._case, self._program, self._experiment = case, program, experiment
        self._trace = program.traces[0]
        keys = sorted(experiment.ancestors, key=lambda key: -self._trace.nodes[key].seq)
        self._left_out = max(0, len(keys) - MAX_NODES)
        self._keys = keys[:MAX_NODES][::-1]
        self._numbers = {key: at for at, key in enumerate(self._keys)}
        self._end = experiment.backward.seq if experiment.backward is not None else 1 << 62
        self._roles = {
            item.node: role for role, item in experiment.roles.items() if item.node is not None
        }

    def graph(self) -> Graph:
        experiment = self._experiment
        step = experiment.backward
        levels = self._levels()
        return Graph(
            where=self._program.where(experiment.site),
            graded=self._case.graded is experiment,
            gradient=experiment.gradient,
            error=experiment.error,
            kind="" if step is None else step.kind,
            nodes=tuple(self._node(key, levels[key]) for key in self._keys),
            edges=tuple(self._edges()),
            left_out=self._left_out,
        )

    def _levels(self) -> dict[NodeKey, int]:
        levels: dict[NodeKey, int] = {}
        for key in self._keys:
            parents = [levels[p] for p in self._trace.nodes[key].parents if p in levels]
            levels[key] = max(parents, default=-1) + 1
        return levels

    def _requires_grad(self, node: Node) -> bool:
        return node.state_at(self._end).requires_grad

    def _kind(self, node: Node) -> Kind:
        state = node.state_at(self._end)
        if state.grad_fn is not None:
            return "tracked"
        before = [self._trace.nodes[p] for p in node.parents if p in self._trace.nodes]
        if any(self._requires_grad(parent) for parent in before):
            return "cut"
        if state.requires_grad:
            return "leaf"
        return "untracked" if before else "constant"

    def _node(self, key: NodeKey, level: int) -> GraphNode:
        node = self._trace.nodes[key]
        names = self._trace.names.get(key, ())
        values = node.state.values
        return GraphNode(
            id=self._numbers[key],
            level=level,
            kind=self._kind(node),
            name=names[0] if names else "",
            expression="" if node.producer is None else expression(node.producer, self._trace),
            value=shown(values, node.state.shape),
            grad_fn=node.state_at(self._end).grad_fn,
            role=self._roles.get(key),
            where=self._program.where(node.site),
        )

    def _edges(self) -> list[GraphEdge]:
        flows = _flows(self._trace, self._experiment)
        leaf = self._experiment.input.leaf if self._experiment.input is not None else None
        found = []
        for key in self._keys:
            node = self._trace.nodes[key]
            for parent in dict.fromkeys(node.parents):
                if parent not in self._numbers:
                    continue
                tracked = node.state.grad_fn is not None and self._requires_grad(
                    self._trace.nodes[parent]
                )
                brings = flows.get((parent, key)) if tracked and parent == leaf else None
                found.append(GraphEdge(self._numbers[parent], self._numbers[key], tracked, brings))
        return found


def _flows(trace: Trace, experiment: Experiment) -> dict[tuple[NodeKey, NodeKey], Values]:
    """What flows back from each result to each argument, by the chain rule (reverse mode).

    Only operations that are sure (`experiments.arithmetic`) hand anything on.
    """
    root = experiment.root.node
    step = experiment.backward
    if root is None or step is None or step.error is not None or root not in trace.nodes:
        return {}
    size = len(trace.nodes[root].state.values or (0.0,))
    seed = step.seeds[0].values if step.seeds else None
    arrived: dict[NodeKey, Values] = {root: seed if seed and len(seed) == size else (1.0,) * size}
    found: dict[tuple[NodeKey, NodeKey], Values] = {}
    for key in sorted(experiment.ancestors, key=lambda key: -trace.nodes[key].seq):
        node, incoming = trace.nodes[key], arrived.get(key)
        if incoming is None or node.producer is None or node.state.grad_fn is None:
            continue
        name = canonical(short(node.producer.name))
        operands = _operands(trace, node.producer)
        if not sure(name) or operands is None:
            continue
        back = backward(name, [values for _, values in operands], incoming)
        for (parent, _), flow in zip(operands, back or (), strict=False):
            if parent is None:
                continue
            known = arrived.get(parent)
            arrived[parent] = _sum(known, flow)
            found[parent, key] = _sum(found.get((parent, key)), flow)
    return found


def _sum(known: Values | None, more: Values) -> Values:
    if known is None or len(known) != len(more):
        return more
    return tuple(a + b for a, b in zip(known, more, strict=True))


def _operands(trace: Trace, op: Op) -> list[tuple[NodeKey | None, Values]] | None:
    found: list[tuple[NodeKey | None, Values]] = []
    for item in op.inputs:
        if isinstance(item, Ref):
            node = trace.node(item)
            if node is None or node.state.values is None:
                return None
            found.append((node.key, node.state.values))
        elif isinstance(item, (int, float)) and not isinstance(item, bool):
            found.append((None, (float(item),)))
    return found


def expression(op: Op, trace: Trace) -> str:
    """An operation with the names of its arguments: "x ** 3", "sum(·)"."""
    parts = []
    for item in op.inputs[:4]:
        if isinstance(item, Ref):
            names = trace.names.get((item.tensor, item.version), ())
            parts.append(names[0] if names else "·")
        elif isinstance(item, (int, float)) and not isinstance(item, bool):
            parts.append(f"{item:.4g}")
    name = operation(op)
    if name in _SIGNS and len(parts) == 2:
        left, right = reversed(parts) if short(op.name).startswith("__r") else parts
        return f"{left} {_SIGNS[name]} {right}"
    return f"{name.replace('.__get__', '')}({', '.join(parts)})"


def shown(values: Values | None, shape: tuple[int, ...]) -> str:
    """The contents of a tensor in a few characters, or its shape where there are too many."""
    if values is None or len(values) > 6:
        return f"[{'×'.join(map(str, shape))}]"
    inner = ", ".join(f"{value:.4g}" for value in values)
    return inner if not shape else f"[{inner}]"
