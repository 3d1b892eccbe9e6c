"""Names that a plain program may use: none of them changes anything outside of the program.

Of torch and numpy these are functions of their arguments, factories, and methods that write to the
tensor or module at hand alone. Not among them is whatever sets a default, registers something for
all, opens files, starts threads or asks for devices; nor what gives memory as it happens to be,
since that holds what the run before left there.
"""

from __future__ import annotations

MODULES = frozenset(
    {
        *("torch", "torch.nn", "torch.nn.functional", "torch.optim", "torch.func", "numpy"),
        *("torch.autograd", "torch.autograd.functional", "torch.autograd.forward_ad"),
        *("math", "random", "time", "copy", "itertools", "typing", "__future__"),
    }
)
"""What it may import."""

BUILTINS = frozenset(
    {
        *("print", "display", "range", "len", "float", "int", "str", "bool", "complex", "list"),
        *("tuple", "dict", "set", "frozenset", "sum", "abs", "min", "max", "zip", "enumerate"),
        *("round", "isinstance", "issubclass", "type", "sorted", "map", "filter", "all", "any"),
        *("repr", "format", "reversed", "pow", "divmod", "id", "iter", "next", "slice", "hasattr"),
        *("callable", "super", "object", "staticmethod", "classmethod", "property", "Exception"),
        *("BaseException", "RuntimeError", "ValueError", "TypeError", "AttributeError"),
        *("NameError", "AssertionError", "IndexError", "KeyError", "NotImplementedError"),
        *("ZeroDivisionError", "ArithmeticError", "UserWarning", "Warning", "Ellipsis"),
    }
)
"""Of Python's own names, those that are not reached by an attribute."""

SHADOWED = frozenset({"input"})
"""Of Python's own names, those that leave nothing behind and that programs call their own things
by: what is a tensor here may be Python's function there."""

FACTORIES = frozenset({"Tensor", "FloatTensor", "DoubleTensor", "LongTensor"})
"""Classes that make tensors of what they are given, but of a mere size one that was not written to.
"""

PARTS = frozenset(
    {
        *("autograd", "nn", "functional", "optim", "func", "linalg", "testing", "random", "utils"),
        *("init", "modules", "forward_ad", "grad_mode", "function", "linear", "dropout", "flatten"),
        *("data", "cpu"),
    }
)
"""Attributes by which one module is reached from another."""

SETTABLE = frozenset({"grad", "data", "requires_grad", "retains_grad"})
"""Attributes that it may set, beside those of its own objects."""

_AUTOGRAD = {
    *("no_grad", "enable_grad", "inference_mode", "set_grad_enabled", "is_grad_enabled"),
    *("is_inference_mode_enabled", "is_inference", "autograd", "grad", "backward", "grad_fn"),
    *("functional", "is_leaf", "requires_grad", "requires_grad_", "detach", "detach_", "data"),
    *("retain_grad", "retains_grad", "register_hook", "remove", "next_functions", "variable"),
    *("saved_tensors", "needs_input_grad", "save_for_backward", "mark_non_differentiable"),
    *("mark_dirty", "set_materialize_grads", "apply", "Function", "FunctionCtx", "Variable"),
    *("grad_mode", "once_differentiable", "function", "gradcheck", "gradgradcheck"),
    *("jacobian", "hessian", "jvp", "vjp", "hvp", "vhp", "func", "vmap", "jacrev", "jacfwd"),
    *("grad_and_value", "functional_call", "forward_ad", "dual_level", "make_dual"),
    *("unpack_dual", "fw_grad", "_version", "_base", "output_nr", "name", "forward"),
    "setup_context",
}
_MAKING = {
    *("tensor", "as_tensor", "from_numpy", "zeros", "ones", "full", "eye", "arange"),
    *("linspace", "logspace", "rand", "randn", "randint", "randperm", "normal", "bernoulli"),
    *("zeros_like", "ones_like", "full_like", "rand_like", "randn_like"),
    *("new_tensor", "new_zeros", "new_ones", "new_full", "manual_seed", "seed"),
    *("Tensor", "FloatTensor", "DoubleTensor", "LongTensor", "clone", "copy", "deepcopy"),
    *("array", "asarray", "float", "double", "half", "bfloat16", "long", "int", "bool", "to"),
    *("float16", "float32", "float64", "int32", "int64", "dtype", "device", "cpu", "numpy"),
    *("item", "tolist", "type", "type_as", "size", "shape", "dim", "ndim", "numel", "T", "mT"),
    *("is_tensor", "is_floating_point", "Size", "pi", "e", "inf", "nan", "random", "RandomState"),
    *("default_rng", "uniform", "layout", "contiguous", "is_contiguous", "stride", "data_ptr"),
}
_ARITHMETIC = {
    *("add", "sub", "subtract", "mul", "multiply", "div", "divide", "true_divide", "floor_divide"),
    *("pow", "square", "sqrt", "rsqrt", "neg", "negative", "abs", "absolute", "sign", "exp"),
    *("exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos"),
    *("atan", "atan2", "sinh", "cosh", "tanh", "sigmoid", "relu", "reciprocal", "remainder"),
    *("fmod", "clamp", "clip", "clamp_min", "clamp_max", "floor", "ceil", "round", "trunc"),
    *("frac", "lerp", "where", "maximum", "minimum", "max", "min", "amax", "amin", "sum"),
    *("mean", "prod", "std", "var", "norm", "dist", "cumsum", "cumprod", "logsumexp", "softmax"),
    *("log_softmax", "matmul", "mm", "mv", "bmm", "dot", "inner", "outer", "vdot", "einsum"),
    *("addmm", "addmv", "addcmul", "addcdiv", "trace", "det", "inverse", "linalg", "cross"),
    "power",
    *("heaviside", "erf", "lgamma", "digamma", "float_power", "logaddexp", "hypot", "nansum"),
    *("count_nonzero", "cumulative_trapezoid", "trapezoid", "diff", "kron", "tensordot"),
}
_SHAPES = {
    *("view", "view_as", "reshape", "reshape_as", "flatten", "unflatten", "squeeze", "unsqueeze"),
    *("transpose", "permute", "t", "movedim", "expand", "expand_as", "repeat", "tile", "cat"),
    *("concat", "concatenate", "stack", "vstack", "hstack", "split", "chunk", "unbind", "narrow"),
    *("select", "index_select", "masked_select", "gather", "scatter", "take", "diag", "diagonal"),
    *("triu", "tril", "flip", "roll", "sort", "argsort", "argmax", "argmin", "topk", "unique"),
    *("nonzero", "meshgrid", "masked_fill", "index_add", "index_copy", "scatter_add", "block_diag"),
    *("diag_embed", "real", "imag", "atleast_1d", "ravel", "broadcast_to", "broadcast_tensors"),
}
_COMPARING = {
    *("eq", "ne", "lt", "le", "gt", "ge", "equal", "allclose", "isclose", "isnan", "isinf"),
    *("isfinite", "all", "any", "logical_and", "logical_or", "logical_not", "testing"),
    *("assert_close", "assert_allclose"),
}
_IN_PLACE = {
    *("add_", "sub_", "mul_", "div_", "pow_", "neg_", "abs_", "exp_", "log_", "sqrt_", "sin_"),
    *("cos_", "tanh_", "sigmoid_", "relu_", "zero_", "fill_", "copy_", "clamp_", "clamp_min_"),
    *("clamp_max_", "floor_", "round_", "square_", "uniform_", "normal_", "random_", "t_"),
    *("masked_fill_", "index_fill_", "addcmul_", "addcdiv_", "lerp_", "unsqueeze_", "squeeze_"),
    *("transpose_", "reciprocal_", "cumsum_", "fill_diagonal_", "index_add_"),
    *("index_copy_", "index_put_", "scatter_", "scatter_add_", "subtract_", "multiply_"),
    *("divide_", "xavier_uniform_", "xavier_normal_", "kaiming_uniform_", "kaiming_normal_"),
    *("constant_", "zeros_", "ones_", "eye_", "trunc_normal_", "orthogonal_"),
}
_MODULES_OF_TORCH = {
    *("nn", "Module", "Parameter", "ParameterList", "ParameterDict", "ModuleList", "ModuleDict"),
    *("Sequential", "Linear", "Conv1d", "Conv2d", "Flatten", "Embedding", "BatchNorm1d", "Dropout"),
    *("LayerNorm", "ReLU", "Sigmoid", "Tanh", "Softmax", "LeakyReLU", "GELU", "SiLU", "Softplus"),
    *("Identity", "MSELoss", "L1Loss", "CrossEntropyLoss", "BCELoss", "BCEWithLogitsLoss"),
    *("NLLLoss", "SmoothL1Loss", "HuberLoss", "mse_loss", "l1_loss", "cross_entropy", "nll_loss"),
    *("binary_cross_entropy", "binary_cross_entropy_with_logits", "smooth_l1_loss", "linear"),
    *("leaky_relu", "gelu", "elu", "silu", "softplus", "logsigmoid", "dropout", "one_hot"),
    *("normalize", "hardtanh", "init", "weight", "bias", "in_features", "out_features", "utils"),
    *("parameters", "named_parameters", "children", "named_children", "modules", "train", "eval"),
    *("state_dict", "load_state_dict", "add_module", "register_parameter", "register_buffer"),
    *("buffers", "named_buffers", "clip_grad_norm_", "clip_grad_value_", "zero_grad", "optim"),
    *("get_parameter", "get_submodule", "named_modules", "vector_norm", "matrix_norm"),
    *("SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "step", "param_groups", "training"),
}
_PLAIN_PYTHON = {
    *("append", "extend", "insert", "pop", "clear", "index", "count", "reverse", "items", "keys"),
    *("values", "get", "update", "setdefault", "format", "join", "strip", "lstrip", "rstrip"),
    *("replace", "startswith", "endswith", "lower", "upper", "title", "ljust", "rjust", "center"),
    *("zfill", "splitlines", "args", "is_integer", "factorial", "isqrt", "fabs", "comb", "gcd"),
    *("product", "chain", "permutations", "combinations", "islice", "choice", "shuffle", "sample"),
    *("gauss", "time", "perf_counter", "List", "Tuple", "Dict", "Optional", "Union", "Callable"),
    *("Any", "Sequence", "Iterable", "annotations", "Final", "NamedTuple", "__name__"),
    "__version__",
}

ATTRIBUTES = frozenset(
    _AUTOGRAD
    | _MAKING
    | _ARITHMETIC
    | _SHAPES
    | _COMPARING
    | _IN_PLACE
    | _MODULES_OF_TORCH
    | _PLAIN_PYTHON
)
"""Attributes that it may read and methods that it may call, whatever the object."""
