"""Frames on the wire: whole, sealed, in order."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.evidence.schema import Finished, Frame, Output, Seen, Site, TensorState
from autograder.evidence.wire import MAX_FRAME, ProtocolError, Reader, encode, sealer

KEY = b"0123456789abcdef"

numbers = st.floats() | st.floats(width=32)
states = st.builds(
    TensorState,
    tensor=st.integers(0, 1000),
    version=st.integers(0, 9),
    shape=st.lists(st.integers(0, 9), max_size=3).map(tuple),
    dtype=st.just("float32"),
    values=st.none() | st.lists(numbers, max_size=8).map(tuple),
    requires_grad=st.booleans(),
    is_leaf=st.booleans(),
    grad_fn=st.none() | st.just("PowBackward0"),
)
frames = (
    st.builds(Finished, seq=st.integers(0, 99), dropped=st.integers(0, 99))
    | st.builds(Output, st.just("stdout"), st.text(max_size=20), st.integers(0, 9), st.just(1))
    | st.builds(Seen, st.integers(0, 99), states, st.just(Site(0, 1)))
)


def sealed(sent: list[Frame]) -> list[bytes]:
    """What a run with `KEY` writes."""
    seals = sealer(KEY)
    next(seals)
    return [seals.send(encode(frame)) for frame in sent]


@given(st.lists(frames, max_size=6), st.integers(1, 50))
def test_frames_come_back_whatever_the_pieces(sent: list[Frame], size: int) -> None:
    data = b"".join(sealed(sent))
    reader = Reader(KEY)
    received = [
        frame
        for start in range(0, len(data), size)
        for frame in reader.feed(data[start : start + size])
    ]
    assert repr(received) == repr(sent)  # NaN equals itself in a repr
    assert reader.pending == 0


def test_nan_and_the_infinities_survive() -> None:
    state = TensorState(0, 0, (3,), "float32", (math.nan, math.inf, -math.inf), False, True, None)
    (frame,) = Reader().feed(encode(Seen(1, state, Site(0, 1))))
    assert isinstance(frame, Seen)
    values = frame.state.values
    assert values is not None
    assert math.isnan(values[0])
    assert values[1:] == (math.inf, -math.inf)


@given(st.binary(min_size=5, max_size=200))
def test_noise_is_refused_or_waited_for(noise: bytes) -> None:
    reader = Reader(KEY)
    try:
        assert list(reader.feed(noise)) == []
    except ProtocolError:
        return
    assert reader.pending


@pytest.mark.parametrize("tampered", ["unsealed", "dropped", "repeated", "swapped", "altered"])
def test_a_broken_chain_is_refused(tampered: str) -> None:
    sent: list[Frame] = [Finished(number, 0) for number in range(3)]
    pieces = sealed(sent)
    broken = {
        "unsealed": [pieces[0], encode(sent[1]), pieces[2]],
        "dropped": [pieces[0], pieces[2]],
        "repeated": [pieces[0], pieces[0]],
        "swapped": [pieces[1], pieces[0]],
        "altered": [pieces[0], pieces[1][:-1] + bytes([pieces[1][-1] ^ 1])],
    }[tampered]
    with pytest.raises(ProtocolError):
        list(Reader(KEY).feed(b"".join(broken)))


def test_frames_before_the_break_are_kept() -> None:
    pieces = sealed([Finished(0, 0), Finished(1, 0)])
    reader = Reader(KEY)
    received = []
    with pytest.raises(ProtocolError):  # noqa: PT012
        for frame in reader.feed(pieces[0] + b"\x00\x00\x00\x01" + b"x" * 20):
            received.append(frame)  # noqa: PERF402 - what came before the error is the point
    assert received == [Finished(0, 0)]


def test_a_frame_over_the_cap_is_refused_on_both_sides() -> None:
    with pytest.raises(ProtocolError, match="over the cap"):
        encode(Output("stdout", "x" * MAX_FRAME, 0, 0))
    with pytest.raises(ProtocolError, match="claims"):
        list(Reader().feed((MAX_FRAME + 1).to_bytes(4, "big")))
