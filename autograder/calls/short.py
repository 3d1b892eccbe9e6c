"""The short form of a call, written out as the function that calls.py would hold."""

from __future__ import annotations

from autograder.spec.calling import Call, CallInput

HARNESS = "call"
"""The name of the function."""


def written(call: Call) -> str:
    """The source of a function that calls `call.function` on its inputs and returns what is
    compared: "value", and with `gradient` the gradient of each input that requires one."""
    root = call.function.partition(".")[0]
    lines = [f"def {HARNESS}({root}, draw):"]
    names = [f"_{number}" for number in range(1, len(call.inputs) + 1)]
    tracked = []
    for name, one in zip(names, call.inputs, strict=True):
        grad = _requires_grad(one, gradient=call.gradient)
        lines.append(f"{name} = {_drawn(one)}{'.requires_grad_()' if grad else ''}")
        if grad:
            tracked.append(name)
    lines.append(f"_value = {call.function}({', '.join(names)})")
    if not call.gradient:
        lines.append('return {"value": _value}')
    else:
        # Other weights than ones, which leave a gradient of zero for a softmax and its like.
        lines += [
            "_results = _value if isinstance(_value, (tuple, list)) else (_value,)",
            "sum((r * draw.normal(*r.shape, dtype=r.dtype)).sum() for r in _results).backward()",
        ]
        keys = [f"gradient_{name[1:]}" if len(tracked) > 1 else "gradient" for name in tracked]
        pairs = [f'"{key}": {name}.grad' for key, name in zip(keys, tracked, strict=True)]
        lines.append("return {" + ", ".join(['"value": _value', *pairs]) + "}")
    return "\n    ".join(lines) + "\n"


def _requires_grad(one: CallInput, *, gradient: bool) -> bool:
    floating = one.value is None and "float" in one.dtype
    return floating and (gradient if one.grad is None else one.grad)


def _drawn(one: CallInput) -> str:
    if one.value is not None:
        return repr(one.value)
    shape = "".join(f"{length}, " for length in one.shape)
    if "float" not in one.dtype:
        low, high = (0, 1) if one.dtype == "bool" else (round(one.low), round(one.high))
        return f'draw.integers({shape}low={low}, high={high}, dtype="{one.dtype}")'
    if one.normal is not None:
        mean, std = one.normal
        return f'draw.normal({shape}mean={mean!r}, std={std!r}, dtype="{one.dtype}")'
    return f'draw.uniform({shape}low={one.low!r}, high={one.high!r}, dtype="{one.dtype}")'
