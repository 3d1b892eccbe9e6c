"""Every kind of message is brought about in the installed PyTorch and known again."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from autograder.torch_messages import first_line, is_kind, kind_of, kinds, names


def leaf(*values: float) -> Any:
    return torch.tensor([float(value) for value in values] or 1.0, requires_grad=True)


def ones() -> Any:
    return torch.ones(())


def second() -> None:
    y = leaf() ** 2
    y.backward()
    y.backward()


def modified() -> None:
    y = leaf().exp()
    y.mul_(2)
    y.backward()


def in_place() -> None:
    x = leaf()
    x += 1


def in_place_on_view() -> None:
    leaf(1, 2)[0] = 1


def view_of_no_grad() -> None:
    x = leaf(1, 2)
    with torch.no_grad():
        view = x.view(2)
    view.mul_(2)


def forced() -> None:
    (leaf() * 2).requires_grad = False


def inference() -> Any:
    with torch.inference_mode():
        return torch.tensor(2.0)


def assigned(value: object) -> None:
    leaf().grad = value


class Wrong(torch.autograd.Function):
    """Gives one gradient for two inputs."""

    @staticmethod
    def forward(ctx: object, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return x * y

    @staticmethod
    def backward(ctx: object, *grad: torch.Tensor) -> torch.Tensor:
        return grad[0]


class Saves(torch.autograd.Function):
    """Saves a number where only tensors may be saved."""

    @staticmethod
    def forward(ctx: torch.autograd.function.FunctionCtx, x: torch.Tensor) -> torch.Tensor:
        ctx.save_for_backward(3.0)  # type: ignore[arg-type]
        return x


class Old(torch.autograd.Function):
    """Written as ten years ago."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:  # type: ignore[override]
        return x


def apply(function: Any, *given: Any) -> Any:
    return function.apply(*given)


def old() -> None:
    made: Any = Old
    made()(leaf())


def early_step() -> None:
    optimizer = torch.optim.SGD([leaf()], lr=0.1)
    torch.optim.lr_scheduler.StepLR(optimizer, 1).step()


loss = torch.nn.functional.mse_loss
CASES: tuple[tuple[str, Callable[[], object]], ...] = (
    ("second_backward", second),
    ("inplace_modified", modified),
    ("leaf_inplace", in_place),
    ("leaf_inplace", in_place_on_view),
    ("view_inplace", view_of_no_grad),
    ("non_scalar", lambda: torch.autograd.grad(leaf(1, 2) ** 2, leaf())),
    ("seed_shape", lambda: torch.autograd.backward(leaf(1, 2) * 2, torch.ones(3))),
    ("seed_type", lambda: (leaf(1, 2) * 2).backward([1.0])),
    ("seed_type", lambda: (leaf(1, 2) * 2).backward(1.0)),
    ("untracked_root", lambda: torch.autograd.backward(torch.ones(()))),
    ("untracked_input", lambda: torch.autograd.grad(leaf() ** 2, torch.ones(()))),
    ("unused_input", lambda: torch.autograd.grad(leaf() ** 2, leaf())),
    ("only_float", lambda: torch.tensor(1, requires_grad=True)),
    ("only_float", lambda: torch.tensor(1).requires_grad_()),
    ("requires_grad_non_leaf", forced),
    ("numpy_on_tracked", lambda: leaf().numpy()),
    ("numpy_on_tracked", lambda: np.sin(leaf())),
    ("retain_grad_untracked", lambda: ones().retain_grad(*())),
    ("hook_untracked", lambda: ones().register_hook(print)),
    ("grad_called", lambda: leaf()(0)),
    ("none_called", lambda: leaf().grad()),
    ("grad_is_none", lambda: leaf().grad.zero_(1)),
    ("grad_is_none", lambda: 0.1 * leaf().grad),
    ("tuple_for_tensor", lambda: torch.autograd.grad(leaf() * 2, leaf(), allow_unused=True).sum()),
    ("tuple_for_tensor", lambda: 0.1 * torch.autograd.grad(leaf() * 2, leaf(), allow_unused=True)),
    ("grad_assigned", lambda: assigned(0)),
    ("grad_mismatch", lambda: assigned(torch.ones(2))),
    ("grad_mismatch", lambda: assigned(torch.ones((), dtype=torch.float64))),
    ("inference_in_autograd", lambda: leaf() * inference()),
    ("inference_in_autograd", lambda: inference().add_(1)),
    ("inference_in_autograd", lambda: inference().requires_grad_()),
    ("dim_mismatch", lambda: torch.ones(2) + torch.ones(3)),
    ("dim_mismatch", lambda: torch.ones(2, 3) @ torch.ones(2, 3)),
    ("dim_mismatch", lambda: torch.ones(2, 3) @ torch.ones(2)),
    ("dim_mismatch", lambda: torch.ones(2).dot(torch.ones(3))),
    ("dim_mismatch", lambda: torch.ones(3).view(2, 2)),
    ("dtype_mismatch", lambda: torch.nn.Linear(1, 1)(torch.ones(1, dtype=torch.float64))),
    ("dtype_mismatch", lambda: torch.ones(2, dtype=torch.int64).add_(0.5)),
    ("device_mismatch", lambda: torch.ones(2, device="meta") + torch.ones(2)),
    ("optimizer_non_leaf", lambda: torch.optim.SGD([leaf() * 2], lr=0.1)),
    ("optimizer_empty", lambda: torch.optim.SGD([], lr=0.1)),
    ("optimizer_tensor", lambda: torch.optim.SGD(leaf(), lr=0.1)),
    ("detach_view", lambda: torch.Tensor.detach_((leaf(1, 2) * 1)[0])),
    ("deepcopy_non_leaf", lambda: copy.deepcopy(leaf() * 2)),
    ("ambiguous_truth", lambda: bool(leaf(1, 2) > 0)),
    ("many_to_scalar", lambda: leaf(1, 2).item()),
    ("function_gradients", lambda: torch.autograd.backward(apply(Wrong, leaf(), leaf()))),
    ("function_legacy", old),
    ("function_save", lambda: apply(Saves, leaf())),
    (
        "gradcheck_failed",
        lambda: torch.autograd.gradcheck(lambda x: x.detach() * x, leaf(1)),
    ),
    ("func_non_scalar", lambda: torch.func.grad(torch.sin)(torch.ones(2))),
    ("func_no_tensor", lambda: torch.func.grad(float)(torch.ones(()))),
    ("vmap_item", lambda: torch.func.vmap(lambda v: v.item())(torch.ones(2))),
    ("vmap_control_flow", lambda: torch.func.vmap(lambda v: v if v > 0 else -v)(torch.ones(2))),
    ("non_leaf_grad", lambda: (leaf() * 2).grad),
    ("copy_construct", lambda: torch.tensor(leaf())),
    ("scalar_of_tracked", lambda: float(leaf())),
    ("graph_cycle", lambda: torch.autograd.backward(leaf() ** 3, create_graph=True)),
    ("broadcast_target", lambda: loss(torch.ones(3, 1), torch.ones(3))),
    ("gradcheck_precision", lambda: torch.autograd.gradcheck(lambda x: x**2, leaf(), atol=1)),
    ("scheduler_order", early_step),
    ("function_instance", Wrong),
)
SINCE = {"scalar_of_tracked": (2, 9)}
"""Kinds that older releases do not know yet."""

OLDER = {
    "no_cuda": "Torch not compiled with CUDA enabled",
    "second_backward": "Trying to backward through the graph a second time, but the saved "
    "intermediate results have already been freed. Specify retain_graph=True when calling",
    "unused_input": "One of the differentiated Tensors appears to not have been used in the graph. "
    "Set allow_unused=True if this is the desired behavior.",
    "grad_mismatch": "assigned grad has data of a different size",
    "many_to_scalar": "only one element tensors can be converted to Python scalars",
    "only_float": "only Tensors of floating point dtype can require gradients",
    "non_scalar": "grad can be implicitly created only for scalar outputs",
    "dtype_mismatch": "expected scalar type Double but found Float",
    "leaf_in_graph": "leaf variable has been moved into the graph interior",
}
"""What releases before 2.13 say, or what is hard to bring about."""


def said(program: Callable[[], object]) -> list[str]:
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        torch.set_warn_always(True)
        try:
            program()
        except Exception as error:
            return [f"{type(error).__name__}: {error}"]
        finally:
            torch.set_warn_always(False)
    return [str(item.message) for item in heard]


@pytest.mark.parametrize(("kind", "program"), CASES, ids=[kind for kind, _ in CASES])
def test_the_installed_torch_says_it_in_words_that_are_known(
    kind: str, program: Callable[[], object]
) -> None:
    version = tuple(int(part) for part in torch.__version__.split(".")[:2])
    if version < SINCE.get(kind, (2, 0)):
        pytest.skip(f"torch {torch.__version__} does not say this yet")
    assert kind in [kind_of(text) for text in said(program)]


@pytest.mark.parametrize("kind", OLDER)
def test_older_wordings_are_known(kind: str) -> None:
    assert kind_of(OLDER[kind]) == kind


def test_every_kind_is_brought_about() -> None:
    assert set(kinds()) == {kind for kind, _ in CASES} | set(OLDER)
    assert set(names(warning=True)) | set(names(warning=False)) == set(kinds())


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "NameError: name 'z2' is not defined",
        "ValueError: a second time",
        "ZeroDivisionError: division by zero",
        "'NoneType' object is not subscriptable",
    ],
)
def test_other_errors_have_no_kind(text: str | None) -> None:
    assert kind_of(text) is None


def test_a_kind_that_is_not_there_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        is_kind("anything", "no_such_kind")


def test_a_quotation_is_the_first_sentence() -> None:
    text = said(second)[0]
    assert first_line(text).startswith("Trying to backward through the graph a second time")
    assert "retain_graph" not in first_line(text)
    assert len(first_line("x" * 1000)) <= 155
