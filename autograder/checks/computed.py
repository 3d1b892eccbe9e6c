"""Something that the program computes beside its differentiations.

What it checks: some tensor, or number, of the program has at every probe the value that the
reference's global name has.

Why it matters: a result may be put together from gradients (the rows of a Jacobian) or come from
a transform, where no backward of the program's own leads to it.

What functions named in `without` return does not count, nor what is computed from that alone: a
Jacobian by hand is none if only `jacrev` worked it out.

Example: `J = torch.stack([row1, row2])`.

Feedback: that nothing of the program has this value; or that it is the transpose, or one gradient
put in twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.checks.case import ProgramRuns
from autograder.checks.outcome import Outcome
from autograder.evidence.schema import Site
from autograder.experiments.align import Alignment
from autograder.experiments.model import Values
from autograder.experiments.nodes import NodeKey, refs, short
from autograder.experiments.roles import agrees
from autograder.experiments.trace import Trace
from autograder.spec.model import Check
from autograder.static.called import wanted_names

MATRIX = 2
_JOINING = frozenset(("stack", "cat", "concat", "concatenate", "vstack", "hstack", "row_stack"))


def run(
    check: Check, programs: Sequence[ProgramRuns], computed: Mapping[str, tuple[Values, ...]]
) -> Outcome:
    """Look for a tensor or number that follows the reference's."""
    wanted = computed.get(check.role or "", ())
    ran = False
    for program in programs:
        if program.traces:
            ran = True
            found, site = _find(program, wanted, frozenset(check.without))
            if found:
                return Outcome(check, "passed", 1.0, site=site)
    for program in programs if ran else ():
        near = _near(program, wanted, frozenset(check.without)) if program.traces else None
        if near is not None:
            reason, site = near
            code, where = program.line(site), program.where(site)
            return Outcome(check, "failed", reason=reason, seen=code, where=where)
    return Outcome(check, "failed" if ran else "blocked", reason="not_computed")


def _near(
    program: ProgramRuns, wanted: tuple[Values, ...], without: frozenset[str]
) -> tuple[str, Site] | None:
    """Why a tensor of the right form is not what was asked for, and where it was made: it is the
    transpose, or it was put together from one gradient that was changed in place in between."""
    alignment = Alignment(program.traces)
    base = alignment.base
    expected = wanted[: len(alignment)]
    returned = _returned_by(program, base, wanted_names(without)) if without else frozenset()
    found: tuple[str, Site] | None = None
    for key, node in base.nodes.items():
        here, shape, op = node.state.values, node.state.shape, node.producer
        if here is None or not wanted or len(here) != len(wanted[0]) or key in returned:
            continue
        if op is None or len(shape) != MATRIX:
            continue
        turned = [None if v is None else _transposed(v, shape) for v in alignment.values(key)]
        if agrees(turned[:1], expected[:1]) and agrees(turned, expected):
            return "transposed", op.site
        parts = refs(op)
        same = short(op.name) in _JOINING and len(parts) > 1 and len(set(parts)) == 1
        if same and parts[0][0] in base.gradient_tensors:
            found = "same_twice", op.site
    return found


def _transposed(values: Values, shape: tuple[int, ...]) -> Values:
    rows, columns = shape
    return tuple(values[row * columns + column] for column in range(columns) for row in range(rows))


def _find(
    program: ProgramRuns, wanted: tuple[Values, ...], without: frozenset[str]
) -> tuple[bool, Site | None]:
    alignment = Alignment(program.traces)
    base = alignment.base
    expected = wanted[: len(alignment)]
    returned = _returned_by(program, base, wanted_names(without)) if without else frozenset()
    for key, node in base.nodes.items():
        if key in returned:
            continue
        here = node.state.values
        if here is None or len(here) != len(wanted[0] if wanted else ()):
            continue
        # Looked at in the run as handed in first: to align costs much more.
        if agrees([here], expected[:1]) and agrees(alignment.values(key), expected):
            return True, node.site
    for name, bindings in base.numbers.items():
        others = [trace.numbers.get(name, ()) for trace in alignment.traces]
        for at, (seq, _) in enumerate(bindings):
            seen = [(one[at][1],) if at < len(one) else None for one in others]
            if agrees(seen, expected):
                return True, base.number_sites.get((name, seq))
    return False, None


def _returned_by(
    program: ProgramRuns, trace: Trace, functions: frozenset[str]
) -> frozenset[NodeKey]:
    """The tensors that calls of the functions made, or that come from nothing else.

    What runs inside such a call has the line of the call; what that line computes from gradients
    that were there before it is the student's own.
    """
    lines = program.lines_calling(functions)

    def inside(key: NodeKey) -> bool:
        site = trace.nodes[key].site
        return (site.unit, site.line) in lines

    found: set[NodeKey] = set()
    for key, node in trace.nodes.items():
        if inside(key):
            behind = (one for one in trace.ancestors(key) if one[0] in trace.gradient_tensors)
            own = any(not inside(one) for one in behind)
        else:
            own = not node.parents or not found.issuperset(node.parents)
        if not own:
            found.add(key)
    return frozenset(found)
