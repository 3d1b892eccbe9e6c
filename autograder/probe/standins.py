"""Packages that a program imports but that are not installed here.

What only draws or decorates is replaced by an inert module, so that a missing matplotlib does not
cost an answer; what computes is never replaced. An import of another well-known package that is
missing is left out and said so, since its absence is our machine's and not the student's doing.
"""

from __future__ import annotations

import ast
import dis
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Iterator, Sequence
from types import FrameType, ModuleType
from typing import Any

DRAWING = frozenset(
    {"matplotlib", "mpl_toolkits", "seaborn", "torchviz", "graphviz", "plotly", "tqdm", "pylab"}
)
"""Packages that draw or decorate."""

CHECKING = frozenset({"otter"})
"""A notebook's own checks, which would grade within the grading: inert also where installed."""

KNOWN = frozenset(
    {
        "accelerate",
        "albumentations",
        "bokeh",
        "bs4",
        "cv2",
        "d2l",
        "datasets",
        "dask",
        "einops",
        "fastai",
        "gym",
        "gymnasium",
        "h5py",
        "ignite",
        "imageio",
        "ipywidgets",
        "jax",
        "jieba",
        "joblib",
        "keras",
        "kornia",
        "lightning",
        "mxnet",
        "nltk",
        "numba",
        "onnx",
        "openpyxl",
        "pandas",
        "PIL",
        "psutil",
        "pydot",
        "pytorch_lightning",
        "requests",
        "scipy",
        "sentencepiece",
        "skimage",
        "sklearn",
        "spacy",
        "statsmodels",
        "sympy",
        "tabulate",
        "tensorboard",
        "tensorboardX",
        "tensorflow",
        "thop",
        "timm",
        "torchaudio",
        "torchinfo",
        "torchmetrics",
        "torchsummary",
        "torchtext",
        "torchvision",
        "transformers",
        "visdom",
        "wandb",
        "watermark",
        "xgboost",
        "yaml",
        "google",
        "prettytable",
        "termcolor",
        "colorama",
        "rich",
        "loguru",
    }
)
"""Packages that courses use and that may be missing here."""


def missing_package(error: BaseException, statement: ast.stmt) -> str | None:
    """The well-known package whose absence made this import statement fail, if that is why."""
    if not isinstance(error, ModuleNotFoundError):
        return None
    if not isinstance(statement, (ast.Import, ast.ImportFrom)):
        return None
    package = (error.name or "").partition(".")[0]
    return package if package in KNOWN and package not in sys.modules else None


_OURS = "autograder"


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Offers inert modules on `sys.meta_path`: last there for packages that may be installed.

    Args:
        wanted: whether an import that began at this frame is the student's; libraries that try
            for an optional package must not get a fake one.
        used: told the package when it is imported.
        reached: told the module of ours that the student asks for, which `importlib` does without
            an audit event.
        packages: those to offer.
        checked: told the question of each check that a notebook makes of itself.
    """

    def __init__(
        self,
        wanted: Callable[[FrameType | None], bool],
        used: Callable[[str], None],
        reached: Callable[[str], None] = lambda _: None,
        packages: frozenset[str] = DRAWING,
        checked: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._packages = packages
        self._checked = checked
        self._wanted = wanted
        self._used = used
        self._reached = reached

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of an inert module, or None for what is not ours to replace."""
        package, _, rest = fullname.partition(".")
        if package == _OURS and self._wanted(sys._getframe(1)):
            self._reached(fullname)
        if package not in self._packages:
            return None
        parent = sys.modules.get(package)
        if (parent is not None or rest) and not isinstance(parent, Inert):
            return None
        if parent is None and not self._wanted(sys._getframe(1)):
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """An inert module."""
        if "." not in spec.name:
            self._used(spec.name)
        if spec.name.partition(".")[0] == "tqdm":
            return Bars(spec.name)
        if spec.name.partition(".")[0] in CHECKING:
            return Checks(spec.name, self._checked)
        return Inert(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to do."""


class Inert(ModuleType):
    """Takes every call, attribute and item and does nothing."""

    def __init__(self, name: object = "inert", *_: object, **__: object) -> None:
        super().__init__(str(name))
        self.__version__ = "0"

    def __getattr__(self, name: str) -> Any:
        # IPython takes what has every attribute for a fraud, and asks for each way to show it.
        if name.startswith(("__", "_ipython_", "_repr_")):
            raise AttributeError(name)
        return Inert(f"{self.__name__}.{name}")

    def __call__(self, *_: object, **__: object) -> Any:
        """Itself."""
        return self

    def _ipython_display_(self) -> None:
        """Show nothing as the value of a cell."""

    def __getitem__(self, key: object) -> Any:
        return self

    def __setitem__(self, key: object, value: object) -> None:
        return

    def __iter__(self) -> Iterator[Any]:
        return iter([self] * _unpacked(sys._getframe(1)))

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def __repr__(self) -> str:
        return f"<{self.__name__} is not installed>"


class Checks(Inert):
    """The package otter: tells which question a notebook checks, and does nothing."""

    def __init__(self, name: str, checked: Callable[[str], None]) -> None:
        super().__init__(name)
        self.__dict__["_checked"] = checked

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("__", "_ipython_", "_repr_")):
            raise AttributeError(name)
        return Checks(f"{self.__name__}.{name}", self._checked)

    def __call__(self, *arguments: object, **keywords: object) -> Any:
        """Itself."""
        question = keywords.get("question", arguments[0] if arguments else None)
        if self.__name__.endswith(".check") and isinstance(question, str):
            self._checked(question)
        return self


class Ours(ModuleType):
    """Our own package as a notebook sees it: with its checks, which do nothing, and no more."""

    def __init__(self, name: str, checks: ModuleType, reached: Callable[[str], None]) -> None:
        super().__init__(name)
        self.otter = checks
        self._reached = reached

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):
            self._reached(f"{self.__name__}.{name}")
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


def _unpacked(frame: FrameType) -> int:
    """How many values `a, b = ...` in `frame` wants; 0 when it is no such assignment."""
    for instruction in dis.get_instructions(frame.f_code):
        if instruction.offset == frame.f_lasti:
            if instruction.opname.startswith("UNPACK_SEQUENCE"):
                return int(instruction.arg or 0)
            if instruction.opname == "UNPACK_EX":
                arg = int(instruction.arg or 0)
                return (arg & 0xFF) + (arg >> 8)
    return 0


class Bars(Inert):
    """The package tqdm: its bars pass on what they are given."""

    def __getattr__(self, name: str) -> Any:
        if name in ("tqdm", "tqdm_notebook", "tnrange", "trange"):
            return Range if name.endswith("range") else Bar
        return super().__getattr__(name)


class Bar:
    """A progress bar that shows nothing."""

    def __init__(self, iterable: Any = None, *_: object, **keywords: object) -> None:
        self.iterable = iterable
        self.n = 0
        self.total = keywords.get("total")

    def __iter__(self) -> Iterator[Any]:
        for item in self.iterable if self.iterable is not None else ():
            yield item
            self.n += 1

    def __len__(self) -> int:
        return len(self.iterable)

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def update(self, n: int = 1) -> None:
        """Count."""
        self.n += n

    @staticmethod
    def write(text: str, *_: object, **__: object) -> None:
        """Print a line, as the real one does."""
        print(text)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None


class Range(Bar):
    """`trange`."""

    def __init__(self, *bounds: int, **keywords: object) -> None:
        super().__init__(range(*bounds), **keywords)
