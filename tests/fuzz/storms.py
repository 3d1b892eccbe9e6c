"""Evidence built to be slow: each storm is valid on the wire and aims at one loop of a stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from autograder.evidence.schema import (
    Argument,
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
    TensorState,
    UnitEnded,
    UnitStarted,
    Warned,
)

SIZE = 8_000
"""Operations of one storm: enough to show a loop that no bound ends."""


def state(
    tensor: int,
    version: int = 0,
    *,
    values: tuple[float, ...] | None = (1.0,),
    grad_fn: str | None = "AddBackward0",
    base: int | None = None,
) -> TensorState:
    """A tensor that takes part in a graph; one without `grad_fn` is a leaf."""
    leaf = grad_fn is None
    return TensorState(tensor, version, (), "float32", values, True, leaf, grad_fn, base)


def op(
    seq: int,
    name: str,
    inputs: Iterable[Argument],
    *outputs: TensorState,
    site: Site | None = None,
) -> Op:
    """One call that succeeded."""
    where = site or Site(0, seq % 7 + 1)
    return Op(seq, f"torch.Tensor.{name}", tuple(inputs), {}, outputs, None, True, False, where)


def backward(seq: int, root: Ref, *, kind: str = "backward", leaf: int = 0) -> Backward:
    """One differentiation that filled the leaf 0."""
    grads = (LeafGrad(leaf, (1.0 * seq,), (1.0 * seq + 1,)),)
    wrt = (Ref(leaf, 0),) if kind == "grad" else ()
    results = (state(10**6 + seq),) if kind == "grad" else ()
    return Backward(
        seq, kind, (root,), wrt, (), False, False, grads, results, (leaf,), True, Site(0, 5)
    )


def leaf() -> Seen:
    """Tensor 0, a leaf that requires a gradient, under the name x."""
    return Seen(1, state(0, grad_fn=None), Site(0, 1))


def chain(name: str = "add", *, twice: bool = False) -> list[Frame]:
    """Each tensor is computed from the one before."""
    frames: list[Frame] = [leaf()]
    for i in range(1, SIZE):
        inputs = (Ref(i - 1, 0), Ref(i - 1, 0)) if twice else (Ref(i - 1, 0),)
        frames.append(op(i + 1, name, inputs, state(i)))
    return [*frames, backward(SIZE + 1, Ref(SIZE - 1, 0))]


def chain_of_backwards(kind: str = "backward") -> list[Frame]:
    """A long chain with a backward after each step, and nobody looks at the gradient."""
    frames: list[Frame] = [leaf()]
    for i in range(1, SIZE // 2):
        frames.append(op(2 * i, "mul", (Ref(i - 1, 0), 2.0), state(i, values=(2.0,))))
        frames.append(backward(2 * i + 1, Ref(i, 0), kind=kind))
    return frames


def training_loop() -> list[Frame]:
    """Forward, backward, read of the gradient and in-place update, thousands of times."""
    frames: list[Frame] = [leaf()]
    seq, version, number = 1, 0, 1
    while seq < SIZE:
        y, z, g = number, number + 1, number + 2
        number += 3
        frames += [
            op(seq + 1, "pow", (Ref(0, version), 2), state(y)),
            op(seq + 2, "add", (Ref(y, 0), Ref(0, version)), state(z)),
            backward(seq + 3, Ref(z, 0)),
            op(seq + 4, "grad.__get__", (Ref(0, version),), state(g, grad_fn=None)),
            op(seq + 5, "sub_", (Ref(0, version), Ref(g, 0)), state(0, version + 1, grad_fn=None)),
        ]
        version += 1
        seq += 5
    return frames


def reads_of_many_gradients() -> list[Frame]:
    """Many leaves with names, each with a backward and a read of its gradient."""
    frames: list[Frame] = []
    seq = 0
    while seq < SIZE:
        x = seq
        frames += [
            Seen(seq + 1, state(x, grad_fn=None), Site(0, 1)),
            op(seq + 2, "pow", (Ref(x, 0), 2), state(x + 1)),
            Bound(seq + 3, 0, 2, {f"x{x}": Ref(x, 0), "y1": Ref(x + 1, 0)}),
            backward(seq + 4, Ref(x + 1, 0), leaf=x),
            op(seq + 5, "grad.__get__", (Ref(x + 1, 0),), state(x + 2)),
        ]
        seq += 5
    return frames


def one_node_again() -> list[Frame]:
    """The same version of the same tensor, returned by every operation."""
    frames: list[Frame] = [leaf()]
    frames += [op(i, "requires_grad_", (Ref(0, 0),), state(0)) for i in range(2, SIZE)]
    frames += [op(SIZE, "pow", (Ref(0, 0), 2), state(1)), backward(SIZE + 1, Ref(1, 0))]
    return frames


def wide() -> list[Frame]:
    """Operations with hundreds of inputs each, all sums of sums."""
    frames: list[Frame] = [leaf()]
    for i in range(1, SIZE // 100):
        inputs = tuple(Ref(max(0, i - 1 - k), 0) for k in range(256))
        frames.append(op(i + 1, ("stack", "sum", "add", "einsum")[i % 4], inputs, state(i)))
    return [*frames, backward(SIZE, Ref(SIZE // 100 - 1, 0))]


def many_outputs() -> list[Frame]:
    """One operation with very many results, all used."""
    outputs = tuple(state(i, values=None) for i in range(1, SIZE // 2))
    frames: list[Frame] = [leaf(), op(2, "unbind", (Ref(0, 0),), *outputs)]
    frames += [op(i + 3, "mul", (Ref(i, 0), 2), state(SIZE + i)) for i in range(1, SIZE // 2)]
    return [*frames, *(backward(3 * SIZE + i, Ref(SIZE + i, 0)) for i in range(1, 300))]


def many_names() -> list[Frame]:
    """One tensor under very many names, and very many numbers under one."""
    frames: list[Frame] = [leaf(), op(2, "pow", (Ref(0, 0), 2), state(1))]
    for i in range(40):
        frames.append(Bound(i + 3, 0, 1, {f"n{i}_{k}": Ref(1, 0) for k in range(1000)}))
        frames.append(Bound(i + 3, 0, 1, {f"m{i}_{k}": 1.0 for k in range(1000)}))
    frames.append(op(50, "add", (Ref(1, 0), 1.0), state(2)))
    return [*frames, backward(51, Ref(2, 0))]


def sinks() -> list[Frame]:
    """Results that nothing uses, each with the whole history behind it."""
    frames: list[Frame] = [leaf()]
    for i in range(1, SIZE // 2):
        frames.append(op(2 * i, "mul", (Ref(2 * i - 2, 0), 2), state(2 * i)))
        frames.append(op(2 * i + 1, "pow", (Ref(2 * i, 0), 3), state(2 * i + 1)))
    return frames


def aliases() -> list[Frame]:
    """Views of views, written to."""
    frames: list[Frame] = [leaf()]
    for i in range(1, SIZE // 2):
        frames.append(op(2 * i, "view", (Ref(i - 1, 0),), state(i, base=i - 1)))
        frames.append(op(2 * i + 1, "fill_", (Ref(i, 0), 1), state(i, 1, base=i - 1)))
    return [*frames, backward(SIZE + 1, Ref(SIZE // 2 - 1, 1))]


def talk() -> list[Frame]:
    """Tens of thousands of short outputs, warnings and errors."""
    frames: list[Frame] = []
    for i in range(SIZE):
        frames.append(Output("stdout", "2 3.5 x", 0, i % 50))
        frames.append(Raised(i, "ValueError", "in-place leaf " * 3, (Site(0, 2),) * 20, 0))
        frames.append(Warned("UserWarning", "no", Site(0, 1)))
    return frames


def one_place() -> list[Frame]:
    """Two roles' worth of terms, all at one place of the code, as in a recursive function."""
    frames: list[Frame] = [leaf()]
    frames += [
        op(i + 1, "add", (Ref(i // 2, 0), Ref(i - 1, 0)), state(i), site=Site(0, 1, 0, "f"))
        for i in range(1, SIZE)
    ]
    return [*frames, *(backward(SIZE + i, Ref(SIZE - 1 - i, 0)) for i in range(1, 300))]


STORMS: dict[str, Callable[[], list[Frame]]] = {
    "chain": chain,
    "doubling": lambda: chain(twice=True),
    "chain of sums": lambda: chain("sum"),
    "chain of casts": lambda: chain("to"),
    "chain of detach": lambda: chain("detach"),
    "chain of stacks": lambda: chain("stack", twice=True),
    "chain of products": lambda: chain("mul", twice=True),
    "chain of backwards": chain_of_backwards,
    "chain of autograd.grad": lambda: chain_of_backwards("grad"),
    "training loop": training_loop,
    "many gradients read": reads_of_many_gradients,
    "one node again and again": one_node_again,
    "wide operations": wide,
    "many outputs": many_outputs,
    "many names": many_names,
    "many sinks": sinks,
    "aliases": aliases,
    "talk": talk,
    "one place": one_place,
}


def tape(frames: Iterable[Frame]) -> list[Frame]:
    """The storm as a whole run of one unit that ends well."""
    return [UnitStarted(0), *frames, UnitEnded(0, True), Finished(SIZE * 10, 0)]
