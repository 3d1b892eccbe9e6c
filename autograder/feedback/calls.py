"""What a check on calls saw, in words for the student: what is wrong, never a hidden value."""

from __future__ import annotations

import re

from autograder.calls.model import CallVerdict, KeyVerdict
from autograder.spec.model import Check, Words

_ENDINGS = {
    "missing": Words(zh="没有找到 {missing}", en="{missing} was not found"),
    "raised": Words(zh="调用时报错：{error}", en="the call raised {error}"),
    "too_slow": Words(zh="超过 {seconds} 秒没有返回", en="it did not return within {seconds} s"),
    "memory": Words(zh="用的内存超过 {memory} MB", en="it took more than {memory} MB of memory"),
    "output": Words(zh="打印的内容太多", en="it printed too much"),
    "left": Words(zh="调用时进程自己退出了", en="it ended its own process"),
    "crashed": Words(zh="调用时进程崩溃（{detail}）", en="its process crashed ({detail})"),
    "skipped": Words(zh="没有返回结果", en="it gave no result"),
    "broken": Words(zh="没有返回能读取的结果", en="it gave no result that can be read"),
}
_FAULTS = {
    "": Words(zh="{key}正确", en="{key} is right"),
    "none": Words(zh="{key}是 None", en="{key} is None"),
    "structure": Words(
        zh="{key}是{got}，应为{wanted}", en="{key} is {got}, where {wanted} is expected"
    ),
    "shape": Words(
        zh="{key}的形状是 {got}，应为 {wanted}", en="{key} has shape {got}, expected {wanted}"
    ),
    "dtype": Words(
        zh="{key}的 dtype 是 {got}，应为 {wanted}", en="{key} has dtype {got}, expected {wanted}"
    ),
    "device": Words(
        zh="{key}在 {got} 上，应在 {wanted} 上", en="{key} is on {got}, expected on {wanted}"
    ),
    "tracking": Words(zh="{key}的 {got}", en="{key} has {got}"),
    "value": Words(zh="{key}不对", en="{key} is wrong"),
}
_NUMBERED = re.compile(r"gradient_(\d+)\Z")
_SEPARATOR = Words(zh="；", en="; ")
_DEFAULT_TITLES = {
    "value": Words(zh="结果", en="the result"),
    "gradient": Words(zh="梯度", en="the gradient"),
}


def title_of(check: Check, key: str) -> Words:
    """How a student is told of a key: as the assignment titles it, else by itself."""
    plain = Words(zh=f" `{key}` ", en=f"`{key}`")
    numbered = _NUMBERED.match(key)
    if numbered is not None:
        number = numbered[1]
        plain = Words(zh=f"第 {number} 个输入的梯度", en=f"the gradient of input {number}")
    return check.titles.get(key) or _DEFAULT_TITLES.get(key, plain)


def expected(verdict: CallVerdict | None, check: Check, language: str) -> str:
    """What the check asks for."""
    name = verdict.name if verdict is not None else check.title.in_(language)
    words = Words(
        zh="{name} 在隐藏的输入上给出正确的结果",
        en="{name} gives the right results on hidden inputs",
    )
    return words.in_(language).format(name=name)


def actual(verdict: CallVerdict, check: Check, language: str) -> str:
    """What was seen, key by key, or how the call ended."""
    if verdict.how == "returned":
        faults = [_fault(key, check, language) for key in verdict.faults]
        return _SEPARATOR.in_(language).join(faults)
    return (
        _ENDINGS[verdict.how]
        .in_(language)
        .format(
            missing=", ".join(verdict.missing),
            error=": ".join(filter(None, (verdict.type, _line(verdict.message)))),
            seconds=f"{check.wall_s:g}",
            memory=check.memory_mb,
            detail=verdict.detail,
        )
    )


def _fault(key: KeyVerdict, check: Check, language: str) -> str:
    got, wanted = (None if w is None else w.in_(language) for w in (key.got, key.wanted))
    title = title_of(check, key.key).in_(language)
    return _FAULTS[key.fault].in_(language).format(key=title, got=got, wanted=wanted).strip()


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 200 else line[:199] + "…"
