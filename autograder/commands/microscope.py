"""What the grader sees of a program: the trace, the experiments, and which tensor plays which role.

Foreign text goes through `one_line`, so that a program cannot write to the author's terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from autograder.checks.case import Case, ProgramRuns
from autograder.evidence.schema import Argument, Backward, Op, Ref, Seen, TensorState, Text
from autograder.experiments.model import Experiment, Values
from autograder.experiments.nodes import short
from autograder.experiments.trace import Trace
from autograder.feedback.drawing import draw
from autograder.feedback.words import place, values
from autograder.report.model import RunReport
from autograder.report.text import one_line, visible

MAX_ROWS = 400
"""Rows of a trace that are shown; a training loop has thousands alike."""

_WORDS = {
    "en": {
        "program": "Program",
        "runs": "Runs",
        "layers": "Sandbox",
        "trace": "Trace",
        "columns": ("#", "line", "call", "gives", "requires_grad", "grad_fn", "mode"),
        "more": "… and {count} more rows",
        "experiment": "Experiment",
        "graded": "graded",
        "error": "error",
        "gradient": "gradient at each probe",
        "input": "input",
        "role_columns": ("role", "tensor", "at each probe", "as the reference", "tracked"),
        "none": "No experiment: nothing was differentiated that starts from an input.",
        "yes": "yes",
        "no": "no",
    },
    "zh": {
        "program": "程序",
        "runs": "运行",
        "layers": "沙箱",
        "trace": "运算记录",
        "columns": ("序号", "行", "调用", "结果", "requires_grad", "grad_fn", "模式"),
        "more": "…… 其余 {count} 行",
        "experiment": "实验",
        "graded": "用于评分",
        "error": "错误",
        "gradient": "各探测点的梯度",
        "input": "输入",
        "role_columns": ("角色", "张量", "各探测点的值", "与参考解一致", "被追踪"),
        "none": "没有实验：没有从输入出发的求导。",
        "yes": "是",
        "no": "否",
    },
}


def show(console: Console, case: Case, run: RunReport, language: str) -> None:
    """Print every program of a submission as grading sees it."""
    words = _WORDS[language]
    for order, program in enumerate(case.programs):
        files = ", ".join(dict.fromkeys(cell.file for cell in program.program.cells))
        console.print(Styled(f"{words['program']}: {one_line(files)}", style="bold"))
        verdicts = ", ".join(item.verdict for item in program.runs)
        console.print(f"{words['runs']}: {verdicts} ({run.cpu_s:.3f} s CPU)")
        console.print(f"{words['layers']}: {', '.join(run.sandbox)}\n")
        for raised in program.raised:
            where = program.where(raised.stack[-1] if raised.stack else None)
            said = one_line(f"{raised.type}: {raised.message}")
            console.print(f"{words['error']}: {place(where, language)} {said}", style="red")
        if program.traces:
            console.print(_trace(program, program.traces[0], language))
        for view in case.exercises:
            _experiments(console, view, view.programs[order], language)


def _trace(program: ProgramRuns, trace: Trace, language: str) -> Table:
    words = _WORDS[language]
    table = Table(title=str(words["trace"]), title_justify="left", box=None, pad_edge=False)
    for column in words["columns"]:
        table.add_column(column, overflow="fold")
    frames = [
        frame
        for item in program.runs[:1]
        for frame in item.frames
        if isinstance(frame, Seen | Op | Backward)
    ]
    for frame in frames[:MAX_ROWS]:
        where = place(program.where(frame.site), language)
        table.add_row(str(frame.seq), where, *map(one_line, _row(frame, trace)))
    if len(frames) > MAX_ROWS:
        table.add_row("", "", str(words["more"]).format(count=len(frames) - MAX_ROWS))
    return table


def _row(frame: Seen | Op | Backward, trace: Trace) -> tuple[str, ...]:
    if isinstance(frame, Seen):
        name = _name(trace, Ref(frame.state.tensor, frame.state.version))
        return (name, *_state(frame.state), "")
    if isinstance(frame, Backward):
        roots = ", ".join(_name(trace, root) for root in frame.roots)
        changes = ", ".join(
            f"{_name(trace, Ref(leaf.tensor, 0))}.grad {values(leaf.before)} → {values(leaf.after)}"
            for leaf in frame.leaves
        )
        return (f"{frame.kind}({roots})", frame.error or changes, "", "", _mode(frame.grad_enabled))
    arguments = [_argument(trace, item) for item in frame.inputs]
    arguments += [f"{key}={_argument(trace, item)}" for key, item in frame.keywords.items()]
    call = f"{short(frame.name)}({', '.join(arguments)})"
    mode = "inference" if frame.inference else _mode(frame.grad_enabled)
    if frame.error is not None:
        return (call, frame.error, "", "", mode)
    if frame.outputs:
        state = frame.outputs[0]
        name = _name(trace, Ref(state.tensor, state.version))
        value, *flags = _state(state)
        return (call, f"{name} = {value}", *flags, mode)
    return (call, "" if frame.number is None else f"{frame.number:g}", "", "", mode)


def _state(state: TensorState) -> tuple[str, str, str]:
    shown = values(state.values) if state.values is not None else f"{state.dtype}{state.shape}"
    return shown, str(state.requires_grad), state.grad_fn or "None"


def _mode(enabled: bool) -> str:
    return "" if enabled else "no_grad"


def _argument(trace: Trace, argument: Argument) -> str:
    if isinstance(argument, Ref):
        return _name(trace, argument)
    return argument.text if isinstance(argument, Text) else str(argument)


def _name(trace: Trace, ref: Ref) -> str:
    names = trace.names.get((ref.tensor, ref.version)) or trace.names.get((ref.tensor, 0)) or ()
    return names[0] if names else f"t{ref.tensor}"


def _experiments(console: Console, case: Case, program: ProgramRuns, language: str) -> None:
    exercise = case.spec.exercise
    if exercise is not None:
        console.print(Styled(f"\n{one_line(exercise.title.in_(language))}", style="bold underline"))
    if not program.experiments:
        console.print(f"\n{_WORDS[language]['none']}")
    for experiment in program.experiments:
        _experiment(console, case, program, experiment, language)


def _experiment(
    console: Console, case: Case, program: ProgramRuns, experiment: Experiment, language: str
) -> None:
    words = _WORDS[language]
    graded = f" ({words['graded']})" if experiment is case.graded else ""
    where = place(program.where(experiment.site), language)
    title = f"\n{words['experiment']} {experiment.index + 1}, {where}{graded}"
    console.print(Styled(title, style="bold"))
    if experiment.error is not None:
        console.print(f"  {words['error']}: {one_line(experiment.error)}", style="red")
    if experiment.input is not None:
        leaf = experiment.input.quantity
        console.print(f"  {words['input']}: {leaf.name or '?'} = {_at_probes(leaf.values)}")
    console.print(f"  {words['gradient']}: {_at_probes(experiment.gradients)}")
    table = Table(box=None, pad_edge=False)
    for column in words["role_columns"]:
        table.add_column(column, overflow="fold")
    for row in _roles(experiment, str(words["yes"]), str(words["no"])):
        table.add_row(*map(one_line, row))
    console.print(table)
    for line in draw(case, program, experiment, language).splitlines():
        console.print(f"  {visible(line)}")


def _roles(experiment: Experiment, yes: str, no: str) -> Iterator[tuple[str, ...]]:
    for role, quantity in experiment.roles.items():
        same = yes if role in experiment.matched else no
        tracked = yes if quantity.tracked else no
        yield role, quantity.name or "?", _at_probes(quantity.values), same, tracked


def _at_probes(items: Iterable[Values | None]) -> str:
    return "; ".join(values(item) for item in items)
