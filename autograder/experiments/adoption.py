"""Results of custom functions that no call of torch's made.

A forward may leave torch, for NumPy or plain numbers, and what comes back was computed from nothing
that the recorder saw. Autograd's own graph knows better: it leads from there to leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.evidence.schema import Backward
from autograder.experiments.nodes import Node, NodeKey

MAX_STEPS = 20_000
"""Steps back that are followed in all; a claim must not keep us for ever."""


def adopted(
    nodes: Mapping[NodeKey, Node], backwards: Sequence[Backward]
) -> dict[NodeKey, tuple[NodeKey, ...]]:
    """The results that autograd tracks although nothing seems to have gone into them, with the
    leaves that a backward reached through them."""
    orphans = {key for key, node in nodes.items() if not node.parents and _is_tracked(node)}
    found: dict[NodeKey, tuple[NodeKey, ...]] = {}
    left = MAX_STEPS
    for backward in backwards if orphans else ():
        behind: set[NodeKey] = set()
        todo = [(ref.tensor, ref.version) for ref in backward.roots]
        while todo and left:
            key = todo.pop()
            if key in nodes and key not in behind:
                behind.add(key)
                todo.extend(nodes[key].parents)
                left -= 1
        met = {tensor for tensor, _ in behind}
        lost = [tensor for tensor in backward.reached if tensor not in met]
        for key in orphans & behind if lost else ():
            leaves = [_last(nodes, tensor, nodes[key].seq) for tensor in lost]
            found.setdefault(key, tuple(leaf for leaf in leaves if leaf is not None))
    return found


def _is_tracked(node: Node) -> bool:
    """Whether it is, or came to be, the result of something that autograd recorded."""
    return any(state.grad_fn is not None for state in (node.state, *(s for _, s in node.flags)))


def _last(nodes: Mapping[NodeKey, Node], tensor: int, before: int) -> NodeKey | None:
    """What a leaf was when the result came to be."""
    keys = [key for key, node in nodes.items() if key[0] == tensor and node.seq < before]
    return max(keys, default=None)
