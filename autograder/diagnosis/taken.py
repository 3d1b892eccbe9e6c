"""Computations that leave torch and come back as new tensors, whose history is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.flow import Flow
from autograder.diagnosis.general import SOME, UNNAMED, at, gravity, histories
from autograder.diagnosis.model import Found
from autograder.evidence.schema import Backward, Op
from autograder.experiments.history import History, keys_of
from autograder.experiments.leaves import is_meant
from autograder.experiments.nodes import NodeKey, refs
from autograder.torch_messages import is_kind

Made = Callable[[Flow, History, NodeKey, list[Op]], bool]


@dataclass(frozen=True)
class Return:
    """Tensors made of what had been taken out of torch, and the backward that ends there."""

    taken: Op
    made: tuple[NodeKey, ...]
    backward: Backward


def returns(
    program: ProgramRuns, history: History, taking: tuple[str, ...], is_made: Made
) -> Iterator[Return]:
    """Differentiations that reached nothing but tensors made of what had been taken out, where
    it is not these whose gradients were wanted.

    Args:
        program: as it ran.
        history: what it did.
        taking: the calls that take numbers or arrays out of torch.
        is_made: whether a node is a tensor made of what these calls had taken before.
    """
    flow = Flow(program)
    taken = [op for op in history.ops(*taking) if _tracked(history, op)]
    for backward in history.trace.backwards[:SOME] if taken else ():
        if backward.error is not None and not is_kind(backward.error, "untracked_root"):
            continue
        behind = history.trace.ancestors(*keys_of(backward.roots))
        leaves = [key for key in behind if not history.trace.nodes[key].parents]
        made = tuple(key for key in leaves if is_made(flow, history, key, taken))
        before = [op for op in taken if op.seq < backward.seq] if made else []
        if not before or any(_is_behind(history, op, behind) for op in taken):
            continue
        sites = [history.trace.nodes[key].site for key in made]
        followed = (op for op in before if any(flow.leads(op.site, site) for site in sites))
        source = next(followed, before[0])
        if backward.error is None and not _ends_at(history, backward, made, source):
            continue
        yield Return(source, made, backward)


def _ends_at(history: History, backward: Backward, made: tuple[NodeKey, ...], source: Op) -> bool:
    """Whether a backward went no further than to what was made anew, to nobody's benefit."""
    new = frozenset(key[0] for key in made)
    if not {*backward.reached} <= new:
        return False
    tensor = refs(source)[0][0]
    before = history.graph(*history.versions(history.shares.get(tensor, tensor)))
    return not is_meant(history, new, before, backward)


def sightings(case: Case, taking: tuple[str, ...], is_made: Made) -> Iterator[Found]:
    """The first such return of each program, where the answer is not right all the same."""
    for program, history in histories(case) if not case.program_earned else ():
        for item in returns(program, history, taking, is_made):
            yield _found(case, program, history, item)
            break


def _found(case: Case, program: ProgramRuns, history: History, item: Return) -> Found:
    return at(
        program,
        history.trace.nodes[item.made[0]].site,
        gravity(case, program, *(key[0] for key in item.made)),
        name=history.name(item.made[0][0]) or UNNAMED,
        taken=program.where(item.taken.site),
        at=program.where(item.backward.site),
    )


def _tracked(history: History, op: Op) -> bool:
    """Whether what was taken out had been tracked, or shares memory with what is."""
    if not refs(op):
        return False
    tensor = refs(op)[0][0]
    state = history.state(history.shares.get(tensor, tensor), op.seq)
    return state is not None and state.requires_grad


def _is_behind(history: History, op: Op, behind: frozenset[NodeKey]) -> bool:
    tensor = refs(op)[0][0]
    return any(key[0] == history.shares.get(tensor, tensor) for key in behind)
