"""Breaking evidence: frames with absurd values, in absurd order, and bytes that are no frames."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import Any

import msgspec

from autograder.evidence import wire
from autograder.evidence.schema import (
    Audited,
    Backward,
    Bound,
    Finished,
    Frame,
    LeafGrad,
    Op,
    Output,
    Raised,
    Ref,
    Seen,
    Site,
    Skipped,
    TensorState,
    Text,
    UnitEnded,
    UnitStarted,
    Warned,
)
from tests.fuzz.corpus import Recording
from tests.fuzz.mutate import WEIRD, break_bytes, some_bytes
from tests.fuzz.player import Tape

INTS = (0, 0, 1, 1, 2, 3, 5, -1, -2, 7, 255, 2**31, 2**62, 2**63 - 1, -(2**63), 2**64 - 1)
FLOATS = (
    *(0.0, 1.0, 1.0, 2.0, 3.0, 5.0, -1.0, -0.0, 1e-300, 5e-324, 1e308, -1e308, 1e39),
    *(float("nan"), float("inf"), float("-inf"), 0.1, 1 / 3),
)
CALLS = (
    *(
        "pow",
        "add",
        "mul",
        "sub",
        "div",
        "__add__",
        "sum",
        "stack",
        "cat",
        "detach",
        "detach_",
        "to",
    ),
    *("grad.__get__", "grad.__set__", "requires_grad_", "data.__set__", "fill_", "item", "einsum"),
    *("__setitem__", "unbind", "view", "zero_", "square", "__repr__", "backward", "", ".", "é"),
)
STATUSES = (0, 0, 0, 0, 9, 11, 24, 25, 71 << 8, 75 << 8, 1 << 8, 64, 0x7F, 0xFFFF)
CAUSES = ("", "", "", "", "memory", "disk", "cpu", "killed", "other")


class Maker:
    """Makes frames of any kind; small numbers are likely, so that they refer to each other."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._seq = 0

    def integer(self) -> int:
        if self._random.random() < 0.8:
            return self._random.randrange(6)
        return self._random.choice(INTS)

    def signed(self) -> int:
        return min(self.integer(), 2**63 - 1)

    def seq(self) -> int:
        self._seq += 1
        return self._seq if self._random.random() < 0.8 else self.integer()

    def real(self) -> float:
        return self._random.choice(FLOATS)

    def text(self) -> str:
        if self._random.random() < 0.5:
            return self._random.choice(
                ("x", "y1", "y2", "y3", "float32", "AddBackward0", "cpu", "")
            )
        return self._random.choice(WEIRD).encode("utf-8", "replace").decode()

    def flag(self) -> bool:
        return self._random.random() < 0.5

    def several(self, make: Callable[[], Any], most: int = 4) -> tuple[Any, ...]:
        if self._random.random() < 0.02:
            most = 500
        return tuple(make() for _ in range(self._random.randint(0, most)))

    def perhaps(self, make: Callable[[], Any]) -> Any:
        return make() if self.flag() else None

    def site(self) -> Site:
        return Site(self.integer(), self.integer(), self.signed(), self.text())

    def ref(self) -> Ref:
        return Ref(self.integer(), self._random.choice((0, 0, 0, 1, self.integer())))

    def numbers(self) -> tuple[float, ...]:
        return self.several(self.real) if self.flag() else (self.real(),)

    def state(self) -> TensorState:
        return TensorState(
            *(self.integer(), self._random.choice((0, 0, 0, 1, self.integer()))),
            shape=self.several(self.integer),
            dtype=self.text(),
            values=self.perhaps(self.numbers),
            requires_grad=self.flag(),
            is_leaf=self.flag(),
            grad_fn=self.perhaps(self.text),
            base=self.perhaps(self.integer),
            device=self.text(),
            inference=self.flag(),
        )

    def argument(self) -> Any:
        return (
            self._random.choice(
                (self.ref, self.ref, self.ref, self.real, self.integer, self.flag, lambda: None)
            )()
            if self.flag()
            else self.ref()
            if self.flag()
            else Text(self.text())
        )

    def op(self) -> Op:
        return Op(
            self.seq(),
            f"torch.Tensor.{self._random.choice(CALLS)}" if self.flag() else self.text(),
            self.several(self.argument),
            {self._random.choice(("other", "out", "", "\x00")): self.argument() for _ in range(2)},
            self.several(self.state, 2),
            self.perhaps(self.real),
            self.flag(),
            self.flag(),
            self.site(),
            self.perhaps(self.text),
        )

    def leaf_grad(self) -> LeafGrad:
        return LeafGrad(self.integer(), self.perhaps(self.numbers), self.perhaps(self.numbers))

    def backward(self) -> Backward:
        return Backward(
            self.seq(),
            self._random.choice(("backward", "grad", self.text())),
            self.several(self.ref),
            self.several(self.ref),
            self.several(self.state, 1),
            self.flag(),
            self.flag(),
            self.several(self.leaf_grad),
            self.several(lambda: self.perhaps(self.state), 2),
            self.several(self.integer),
            self.flag(),
            self.site(),
            self.perhaps(self.text),
        )

    def frame(self) -> Frame:
        makers: tuple[Callable[[], Frame], ...] = (
            *(self.op, self.op, self.op, self.op, self.backward, self.backward),
            lambda: UnitStarted(self.integer()),
            lambda: UnitEnded(self.integer(), self.flag()),
            lambda: Seen(self.seq(), self.state(), self.site()),
            lambda: Bound(
                self.seq(),
                self.integer(),
                self.integer(),
                {self.text(): self._random.choice((self.ref, self.real))() for _ in range(3)},
            ),
            lambda: Output(self.text(), self.text(), self.integer(), self.integer()),
            lambda: Warned(self.text(), self.text(), self.site()),
            lambda: Raised(
                self.seq(),
                self.text(),
                self.text(),
                self.several(self.site),
                self.integer(),
                self.flag(),
            ),
            lambda: Skipped(self.text(), self.text(), self.integer(), self.integer()),
            lambda: Audited(self.text(), self.text(), self.site()),
            lambda: Finished(self.seq(), self.integer()),
        )
        return self._random.choice(makers)()


def invented(random: Random, most: int = 60) -> list[Frame]:
    """A stream of frames that no child ever sent."""
    maker = Maker(random)
    return [maker.frame() for _ in range(random.randint(0, most))]


def broken(random: Random, frames: Sequence[Frame]) -> list[Frame]:
    """Real evidence with values replaced and frames moved, doubled, dropped and invented."""
    changed = list(frames)
    maker = Maker(random)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(changed)) if changed else 0
        match random.randrange(7):
            case 0 if changed:
                del changed[at]
            case 1 if changed:
                changed.insert(random.randrange(len(changed)), changed[at])
            case 2 if changed:
                other = random.randrange(len(changed))
                changed[at], changed[other] = changed[other], changed[at]
            case 3:
                changed.insert(at, maker.frame())
            case 4 if changed:
                changed[at] = _other_values(random, changed[at])
            case 5 if changed:
                changed = changed[: at + 1]
            case _ if changed:
                changed[at] = _one_field(random, changed[at], maker)
    return changed


def _one_field(random: Random, frame: Frame, maker: Maker) -> Frame:
    """The frame with one field taken from an invented one of its kind."""
    for _ in range(50):
        other = maker.frame()
        if type(other) is type(frame):
            field = random.choice(frame.__struct_fields__)
            return msgspec.structs.replace(frame, **{field: getattr(other, field)})
    return frame


def _other_values(random: Random, frame: Frame) -> Frame:
    """The frame with some of its plain values replaced by values of the same type."""

    def change(value: Any) -> Any:
        if isinstance(value, list):
            return [change(item) for item in value]
        if isinstance(value, dict):
            return {key: change(item) for key, item in value.items()}
        if random.random() < 0.7 or isinstance(value, bool):
            return value
        if isinstance(value, int):
            return random.choice(INTS)
        return random.choice(FLOATS) if isinstance(value, float) else value

    plain = msgspec.to_builtins(frame)
    tag, *values = plain
    try:
        kept: Frame = msgspec.convert([tag, *change(values)], Frame)
    except msgspec.ValidationError:
        return frame
    return kept


def encode(frames: Sequence[Frame]) -> bytes:
    """Frames as they travel, without those that the wire does not take."""
    parts = []
    for frame in frames:
        with suppress(wire.ProtocolError, UnicodeEncodeError, OverflowError):
            parts.append(wire.encode(frame))
    return b"".join(parts)


def garbage(random: Random) -> bytes:
    """Bytes that are framed or not, and msgpack or not."""
    match random.randrange(4):
        case 0:
            return some_bytes(random, 300)
        case 1:
            body = some_bytes(random, 300)
            return struct.pack(">I", random.choice((len(body), 0, 1 << 20, 1 << 31))) + body
        case 2:
            body = b"\x91" * random.choice((10, 5_000, 100_000))
        case _:
            body = msgspec.msgpack.encode([random.choice(("Op", "Seen", "Nope", 1)), *INTS[:6], {}])
    return struct.pack(">I", len(body)) + body


def tapes(random: Random, recordings: Sequence[Recording]) -> tuple[Tape, ...]:
    """The evidence of a run and of two interventions, most of it nearly right."""
    seed = random.choice(recordings)
    other = random.choice(recordings)
    kind = random.randrange(6)
    found = []
    for run in range(3):
        frames: Sequence[Frame] = seed[run] if random.random() < 0.8 else other[run]
        if kind == 0:
            frames = invented(random)
        elif kind == 1:
            frames = [*frames[: random.randrange(len(frames))], *invented(random, 10)]
        elif random.random() < 0.7:
            frames = broken(random, frames)
        data = encode(frames)
        if kind == 2 and random.random() < 0.5:
            data = break_bytes(random, data)
        elif kind == 3 and random.random() < 0.3:
            data += garbage(random)
        found.append(Tape(data, random.choice(STATUSES), random.choice(CAUSES)))
    return tuple(found)
