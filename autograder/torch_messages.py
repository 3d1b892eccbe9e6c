"""What PyTorch says, by kind: the one place that knows its wording.

PyTorch releases change their messages; rules and checks therefore speak of *kinds* (`kind_of`),
and each kind has one pattern that holds from torch 2.0 to 2.13. A pattern is as short as is
unmistakable, so that a reworded hint at the end of a message breaks nothing. `source` names the
file of PyTorch's repository that says it, and what older releases said where that differs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Kind:
    """One thing that PyTorch complains of; `warning` where it goes on all the same."""

    name: str
    pattern: str
    source: str
    warning: bool = False

    def fits(self, text: str) -> bool:
        """Whether the pattern is found anywhere in a message."""
        return re.search(self.pattern, text, re.IGNORECASE | re.DOTALL) is not None


ERRORS: tuple[Kind, ...] = (
    Kind(
        "second_backward",
        r"backward through the graph a second time",
        "torch/csrc/autograd/saved_variable.cpp, ERR_BACKWARD_TWICE; to 1.8: 'but the saved "
        "intermediate results have already been freed'",
    ),
    Kind(
        "inplace_modified",
        r"needed for gradient computation has been modified by an inplace operation",
        "torch/csrc/autograd/saved_variable.cpp, SavedVariable::unpack",
    ),
    Kind(
        "leaf_inplace",
        r"leaf Variable that requires grad is being used in an in-?place operation"
        r"|leaf Variable that requires grad has been used in an in-?place",
        "torch/csrc/autograd/VariableTypeUtils.h, check_inplace; a view of a leaf says it too",
    ),
    Kind(
        "leaf_in_graph",
        r"leaf variable has been moved into the graph interior",
        "torch/csrc/autograd/functions/accumulate_grad.h",
    ),
    Kind(
        "view_inplace",
        r"view and is being modified inplace|view was created in no_grad mode and is being modified"
        r"|view of a leaf .* is being modified inplace",
        "torch/csrc/autograd/variable.cpp, handle_view_on_rebase",
    ),
    Kind(
        "non_scalar",
        r"grad can be implicitly created only for (?:real )?scalar outputs",
        "torch/autograd/__init__.py, _make_grads",
    ),
    Kind(
        "seed_shape",
        r"Mismatch in shape: grad_output",
        "torch/autograd/__init__.py, _make_grads",
    ),
    Kind(
        "seed_type",
        r"gradients can be either Tensors or None|'(?:float|int)' object is not iterable",
        "torch/autograd/__init__.py, _make_grads and _tensor_or_tensors_to_tuple; "
        "y.backward(1.0) tries to go through the number",
    ),
    Kind(
        "untracked_root",
        r"element \d+ of (?:the )?(?:tensors|variables) (?:tuple )?does not require grad"
        r"|does not require grad and does not have a grad_fn",
        "torch/csrc/autograd/python_engine.cpp, THPEngine_run_backward",
    ),
    Kind(
        "untracked_input",
        r"differentiated Tensors? (?:at index \d+ )?does not require grad",
        "torch/csrc/autograd/python_engine.cpp, THPEngine_run_backward",
    ),
    Kind(
        "unused_input",
        r"differentiated Tensors? .*?appears? to not have been used in the graph",
        "torch/csrc/autograd/python_engine.cpp, THPEngine_run_backward; to 2.1: 'One of the "
        "differentiated Tensors appears', later 'The differentiated Tensor at index 0 appears'",
    ),
    Kind(
        "only_float",
        r"only Tensors of floating point (?:and complex )?dtype can require gradients",
        "torch/csrc/autograd/variable.h, AutogradMeta::set_requires_grad; requires_grad_",
    ),
    Kind(
        "requires_grad_non_leaf",
        r"you can only change requires_grad flags of leaf variables",
        "torch/csrc/autograd/utils/error_messages.h, requires_grad_leaf_error",
    ),
    Kind(
        "numpy_on_tracked",
        r"Can't call numpy\(\) on Tensor that requires grad",
        "torch/csrc/utils/tensor_numpy.cpp; to 1.6: 'on Variable'",
    ),
    Kind(
        "retain_grad_untracked",
        r"can't retain_grad on Tensor that has requires_grad=False",
        "torch/csrc/autograd/variable.cpp, retain_grad",
    ),
    Kind(
        "hook_untracked",
        r"cannot register a hook on a tensor that doesn't require gradient",
        "torch/_tensor.py, register_hook",
    ),
    Kind(
        "grad_called",
        r"'(?:Tensor|Parameter)' object is not callable",
        "CPython, for x.grad(): .grad is a tensor",
    ),
    Kind(
        "none_called",
        r"'NoneType' object is not callable",
        "CPython, for x.grad() before any backward",
    ),
    Kind(
        "grad_is_none",
        r"'NoneType' object has no attribute '(?:zero_|data|item|detach_?|numpy|fill_|clone|norm"
        r"|shape|sum|abs|mul_|add_|copy_|tolist|backward|requires_grad_|max|mean|size|grad_fn)'"
        r"|unsupported operand type\(s\) for .*'NoneType'"
        r"|must be (?:a )?(?:Tensor|Number)[^\n]*,? not NoneType",
        "CPython and torch's argument parser, where .grad is still None",
    ),
    Kind(
        "tuple_for_tensor",
        r"'tuple' object has no attribute"
        r"|unsupported operand type\(s\) for [^\n]*'tuple'"
        r"|can't multiply sequence by non-int of type"
        r"|can only concatenate tuple",
        "CPython, for the tuple that torch.autograd.grad returns",
    ),
    Kind(
        "grad_assigned",
        r"assigned grad expected to be a Tensor or None",
        "torch/csrc/autograd/python_variable.cpp, THPVariable_set_grad",
    ),
    Kind(
        "grad_mismatch",
        r"attempting to assign a gradient (?:of size|of type|with dtype|of device)"
        r"|assigned grad has data (?:of a different|located on a different)",
        "torch/csrc/autograd/python_variable.cpp, check_grad; to 1.13 'assigned grad has data of a "
        "different size'",
    ),
    Kind(
        "inference_in_autograd",
        r"Inference tensors cannot be saved for backward"
        r"|Inplace update to inference tensor outside InferenceMode"
        r"|requires_grad=True on inference tensor outside",
        "torch/csrc/autograd/saved_variable.cpp; aten/src/ATen/core/ADInplaceOrView",
    ),
    Kind(
        "dim_mismatch",
        r"size of tensor a \(\d+\) must match the size of tensor b"
        r"|shapes cannot be multiplied|size mismatch, (?:got|m1)|inconsistent tensor size"
        r"|shape '[^']*' is invalid for input of size"
        r"|Expected size for first two dimensions of batch|sizes of tensors must match",
        "aten/src/ATen/ExpandUtils.h, LinearAlgebra.cpp, native/TensorShape.cpp",
    ),
    Kind(
        "dtype_mismatch",
        r"must have the same dtype|expected (?:scalar type \w+ but found|m1 and m2 to have the)"
        r"|result type \w+ can't be cast to the desired output type",
        "aten/src/ATen/native/LinearAlgebra.cpp, TensorIterator.cpp",
    ),
    Kind(
        "device_mismatch",
        r"Expected all tensors to be on the same device|is not on the expected device",
        "aten/src/ATen/TensorIterator.cpp, compute_types; torch/_prims_common for meta tensors",
    ),
    Kind(
        "optimizer_non_leaf",
        r"can't optimize a non-leaf Tensor",
        "torch/optim/optimizer.py, add_param_group",
    ),
    Kind(
        "optimizer_empty",
        r"optimizer got an empty parameter list",
        "torch/optim/optimizer.py, __init__",
    ),
    Kind(
        "optimizer_tensor",
        r"params argument given to the optimizer should be an iterable",
        "torch/optim/optimizer.py, __init__",
    ),
    Kind(
        "detach_view",
        r"Can't detach views in-?place",
        "torch/csrc/autograd/VariableTypeManual.cpp, detach_",
    ),
    Kind(
        "deepcopy_non_leaf",
        r"Only Tensors created explicitly by the user.* support the deepcopy protocol",
        "torch/_tensor.py, __deepcopy__",
    ),
    Kind(
        "ambiguous_truth",
        r"Boolean value of Tensor with (?:more than one value|no values?) is ambiguous",
        "aten/src/ATen/native/TensorConversions.cpp and others, is_nonzero",
    ),
    Kind(
        "many_to_scalar",
        r"Tensor with \d+ elements cannot be converted to Scalar"
        r"|only one element tensors can be converted to Python scalars",
        "aten/src/ATen/native/Scalar.cpp; to 1.13: 'only one element tensors'",
    ),
    Kind(
        "function_gradients",
        r"returned an (?:incorrect number of gradients|invalid gradient)",
        "torch/csrc/autograd/python_function.cpp and engine.cpp, validate_outputs",
    ),
    Kind(
        "function_legacy",
        r"Legacy autograd function with non-static forward method",
        "torch/csrc/autograd/python_function.cpp",
    ),
    Kind(
        "function_save",
        r"save_for_backward can only save (?:variables|tensors)",
        "torch/csrc/autograd/python_function.cpp, unpack_saved_variables",
    ),
    Kind(
        "gradcheck_failed",
        r"Jacobian mismatch for output \d+|Numerical gradient for function expected to be zero",
        "torch/autograd/gradcheck.py, _get_notallclose_msg",
    ),
    Kind(
        "func_non_scalar",
        r"Expected f\(\*args\) to return a scalar Tensor",
        "torch/_functorch/eager_transforms.py, grad_and_value",
    ),
    Kind(
        "func_no_tensor",
        r"Expected f\(\*args\) to return a Tensor",
        "torch/_functorch/eager_transforms.py, grad_and_value",
    ),
    Kind(
        "vmap_item",
        r"vmap: It looks like you're (?:either \(1\) )?calling \.item\(\)",
        "aten/src/ATen/functorch/BatchRulesScatterOps.cpp, BatchRulesDynamic.cpp",
    ),
    Kind(
        "vmap_control_flow",
        r"vmap: It looks like you're attempting to use a Tensor in some data-dependent",
        "aten/src/ATen/functorch/BatchRulesDynamic.cpp",
    ),
    Kind(
        "no_cuda",
        r"cuda|nvidia driver",
        "torch/cuda/__init__.py, _lazy_init; c10/cuda: all that speaks of CUDA and nothing above",
    ),
)
"""Errors. Of two that fit, the first counts."""

WARNINGS: tuple[Kind, ...] = (
    Kind(
        "non_leaf_grad",
        r"\.grad attribute of a Tensor that is not a leaf Tensor is being accessed",
        "aten/src/ATen/core/TensorBody.h (templates/TensorBody.h), grad()",
        warning=True,
    ),
    Kind(
        "copy_construct",
        r"To copy construct from a tensor, it is recommended to use",
        "torch/csrc/utils/tensor_new.cpp, internal_new_from_data",
        warning=True,
    ),
    Kind(
        "scalar_of_tracked",
        r"Converting a tensor with requires_grad=True to a scalar",
        "tools/autograd/templates/python_variable_methods.cpp; from 2.9",
        warning=True,
    ),
    Kind(
        "graph_cycle",
        r"create_graph=True will create a reference cycle",
        "torch/csrc/autograd/engine.cpp; from 1.11",
        warning=True,
    ),
    Kind(
        "broadcast_target",
        r"Using a target size .* that is different to the input size",
        "torch/nn/functional.py, mse_loss, l1_loss",
        warning=True,
    ),
    Kind(
        "gradcheck_precision",
        r"requires gradient and is not a double precision floating point",
        "torch/autograd/gradcheck.py, _check_inputs",
        warning=True,
    ),
    Kind(
        "scheduler_order",
        r"lr_scheduler\.step\(\)` before `optimizer\.step\(\)",
        "torch/optim/lr_scheduler.py",
        warning=True,
    ),
    Kind(
        "function_instance",
        r"should not be instantiated\. Methods on autograd functions ?are all static",
        "torch/autograd/function.py, Function.__init__; to 2.4 at least: 'functionsare all static'",
        warning=True,
    ),
)
"""Warnings: the program goes on."""


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name."""
    return {kind.name: kind for kind in (*ERRORS, *WARNINGS)}


@cache
def names(*, warning: bool) -> tuple[str, ...]:
    """The names of all kinds of warnings, or of errors, for whoever may choose one."""
    return tuple(kind.name for kind in (WARNINGS if warning else ERRORS))


def kind_of(text: str | None) -> str | None:
    """The kind of a message of PyTorch's, of an error or a warning; None where it is no known one.

    `text` may be the bare message or "RuntimeError: message", and may go on with what the error
    was caused by.
    """
    if not text:
        return None
    return next((kind.name for kind in kinds().values() if kind.fits(text)), None)


def is_kind(text: str | None, *wanted: str) -> bool:
    """Whether a message is of one of these kinds.

    Raises:
        KeyError: a name that no kind has.
    """
    for name in wanted:
        kinds()[name]
    return kind_of(text) in wanted


def first_line(text: str) -> str:
    """The part of PyTorch's message that says what is wrong, short enough to be quoted: its first
    sentence or two, without the type of the error and without the hints behind."""
    text = re.sub(r"^\w*(?:Error|Exception|Warning): ", "", text.strip())
    text = text.split("\n", 1)[0]
    short = re.split(r"(?<=[a-z)\]])\. (?=[A-Z])", text)[0].rstrip(".")
    if len(short) <= _QUOTE:
        return short
    cut = max(short.rfind(mark, 0, _QUOTE) for mark in (", ", ": ", "; "))
    return (short[:cut] if cut > _QUOTE // 3 else short[: _QUOTE - 1].rstrip()) + "…"


_QUOTE = 155
"""Characters of a message that are quoted at the most."""
