"""The sum was built from a tracked term, which was computed again under no_grad only afterwards.

Why it matters: a graph is recorded when an operation runs; changing a name later does not change the graph.

Example: `y3 = y1 + y2`, then `with torch.no_grad(): y2 = x ** 3`.

Feedback: the late line, and that the sum still holds the earlier tensor.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op
from autograder.experiments.model import Experiment
from autograder.experiments.nodes import NodeKey
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
y2 = x ** 3
y3 = y1 + y2
with torch.no_grad():
    y2 = x ** 3
y3.backward()
print(x.grad)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
)


def find(case: Case) -> Iterator[Found]:
    """An untracked twin of the tracked term exists, made after the result and not part of it."""
    trace, graded, program = case.trace, case.graded, case.program
    final = case.final
    if trace is None or graded is None or program is None or final is None:
        return
    for role, item in case.others():
        if case.should_be_tracked(role) or not item.tracked or item.values[0] is None:
            continue
        for key, node in trace.nodes.items():
            if node.seq < final.seq or key in graded.ancestors or node.producer is None:
                continue
            if node.state.requires_grad or node.state.grad_fn is not None:
                continue
            if graded.backward is not None and key[0] in trace.gradient_tensors:
                continue
            if _is_of_another(program, graded, key):
                continue
            same_name = set(item.names) & set(trace.names.get(key, ()))
            same_work = node.parents and node.state.values == item.values[0]
            if same_work and (same_name or node.producer.name == _name(item.producer)):
                yield Found(
                    program.where(node.site),
                    {
                        "code": program.line(node.site),
                        "name": item.called(role),
                        "final": final.name or case.spec.gradient.of,
                        "made": program.where(final.site),
                        "gradient": case.gradient_seen,
                        "x": case.input_name,
                    },
                )
                return


def _is_of_another(program: ProgramRuns, graded: Experiment, key: NodeKey) -> bool:
    """Whether what was computed belongs to another differentiation, which it went into."""
    return any(
        one is not graded and one.backward is not None and key in one.ancestors
        for one in program.experiments
    )


def _name(op: Op | None) -> str:
    return "" if op is None else op.name


RULE = Rule(
    code="interrupted_too_late",
    rank=48,
    find=find,
    message=Words(
        zh="{where}：`{code}` 运行得太晚了。{final} 在{made}就已经用被追踪的 {name} 算好了，之后再重新计算不会改变它的计算图，所以 {x}.grad = {gradient}。",
        en="{where}: `{code}` runs too late. {final} was already built from the tracked {name} ({made}); computing it again does not change that graph, so {x}.grad = {gradient}.",
    ),
    hint=Words(
        zh="先在 no_grad 里算好这一项，再求和。",
        en="Compute the term under no_grad first, and only then the sum.",
    ),
    question="untracked",
    hides=("tracking_not_interrupted",),
    bad=BAD,
    good=GOOD,
)
