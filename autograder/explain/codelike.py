"""Tells code and program output from prose, line by line.

Example: "y3.backward()", "with torch.no_grad():" and "tensor(2.)" are not words of anybody's;
"y2 不追踪" and "no_grad, requires_grad" are.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from autograder import syntax

_CJK = re.compile("[\u3400-\u9fff]")
_OUTPUT = re.compile(
    r"""\s*(?:
        tensor\((?:[\s\d.,+\-e\[\]]|nan|inf
                 |(?:requires_grad|grad_fn|dtype|device|size)=[^,)]*)*\)*,?
        | (?:in|out)\s*\[\s*\d*\s*\]:?.* | >>>.* | \.\.\.\s.* | \$\s.*
        | traceback\b.* | file\s".*",\sline\s.* | ~*\^+~* | [\w.]+(?:error|exception|warning)\s?:.*
        | none | true | false | [-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?
        | <\w+backward\d*(?:\sobject.*)?> | !.* | %%?\w+.*
    )\s*""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_STATEMENT = re.compile(
    r"\s*(?:import\s+\w|from\s+[\w.]+\s+import\b|with\s+[\w.]+\(?.*:\s*$|def\s+\w+\(|class\s+\w+.*:|"
    r"for\s+\w+\s+in\b.*:|if\s+.*:\s*$|return\b.*[.(=*+]|@\w+|print\s*\(|try:|except\b.*:|else:)"
)


@lru_cache(maxsize=2048)
def is_code(line: str) -> bool:
    """Whether the line, as the student wrote it, is a Python statement rather than prose."""
    line = line.strip().strip("`").strip()
    if not line:
        return False
    if _STATEMENT.match(line):
        return True
    if not any(sign in line for sign in "=(."):
        return False
    head = line.split("#", 1)[0].rstrip() if "#" in line else line
    if not head or (_CJK.search(head) and '"' not in head and "'" not in head):
        return False
    try:
        body = syntax.parse(head.rstrip(";")).body
    except syntax.UNPARSABLE:
        return False
    return bool(body) and all(_is_statement(node) for node in body)


def _is_statement(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, (ast.Call, ast.Attribute, ast.Await, ast.Subscript))
    return True


def is_output(line: str) -> bool:
    """Whether the line is what a program or an interpreter prints."""
    return _OUTPUT.fullmatch(line) is not None
