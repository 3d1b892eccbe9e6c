"""What names stand for, from the imports: `t.no_grad` after `import torch as t` is torch.no_grad.

Only what the source says plainly is followed: imports anywhere in the program, and plain names
assigned once from something imported (`T = torch.Tensor`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

_STAR_TORCH = {"no_grad", "inference_mode", "enable_grad", "set_grad_enabled", "tensor", "Tensor"}


class Names:
    """Resolves expressions to dotted names.

    `modules` are those imported by absolute name; `imported` everything that may be a module,
    relative imports included, without leading dots.
    """

    def __init__(self, nodes: Iterable[ast.AST]) -> None:
        self.modules: set[str] = set()
        self.imported: set[str] = set()
        self._meaning: dict[str, str] = {}
        self._stars: list[str] = []
        self._defined: set[str] = set()
        assigned: dict[str, list[ast.expr]] = {}
        for node in nodes:
            if isinstance(node, ast.Import):
                self._import(node)
            elif isinstance(node, ast.ImportFrom):
                self._import_from(node)
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        assigned.setdefault(target.id, []).append(node.value)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                self._defined.add(node.name)
        self._defined.update(assigned)
        # A notebook's first cell may be lost; nobody calls anything else "torch".
        self._meaning.setdefault("torch", "torch")
        for name, values in assigned.items():
            if len(values) == 1 and isinstance(values[0], (ast.Attribute, ast.Name)):
                meaning = self.resolve(values[0])
                if meaning is not None and name not in self._meaning:
                    self._meaning[name] = meaning

    def resolve(self, node: ast.AST) -> str | None:
        """The dotted name that `node` stands for ("torch.no_grad"), or None."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self._meaning:
            return None
        return ".".join([self._meaning[node.id], *reversed(parts)])

    def possible(self, node: ast.AST) -> tuple[str, ...]:
        """The dotted names that `node` may stand for: more than one only where a name can come
        from several star imports (`from torch.func import *`)."""
        name = self.resolve(node)
        if name is not None:
            return (name,)
        if isinstance(node, ast.Name) and node.id not in self._defined:
            return tuple(f"{module}.{node.id}" for module in self._stars)
        return ()

    def called(self, node: ast.AST) -> str | None:
        """The dotted name that a call calls, or None."""
        return self.resolve(node.func) if isinstance(node, ast.Call) else None

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.modules.add(alias.name)
            self.imported.add(alias.name)
            if alias.asname:
                self._meaning[alias.asname] = alias.name
            else:
                top = alias.name.split(".")[0]
                self._meaning[top] = top

    def _import_from(self, node: ast.ImportFrom) -> None:
        base = f"{node.module}." if node.module else ""
        self.imported.update(base + alias.name for alias in node.names)
        if node.module:
            self.imported.add(node.module)
        if node.level or not node.module:
            return
        self.modules.add(node.module)
        for alias in node.names:
            if alias.name != "*":
                self._meaning[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                continue
            self._stars.append(node.module)
            if node.module == "torch":
                for name in _STAR_TORCH:
                    self._meaning.setdefault(name, f"torch.{name}")
