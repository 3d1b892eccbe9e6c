"""YAML as data together with the line of every key and value.

PyYAML composes the node tree, which knows its lines; plain data is then built from the nodes, so
that later checks can say where a thing stands. What YAML itself lets pass in silence is refused
here: a key given twice, a key that YAML reads as a number or as true/false, an alias of itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from autograder.spec.problems import SpecProblem

Scalar: TypeAlias = str | int | float | bool | None
Data: TypeAlias = "Scalar | list[Data] | dict[str, Data]"
Step: TypeAlias = str | int
Place: TypeAlias = tuple[Step, ...]


@dataclass
class Source:
    """A YAML file that was read: its name, its data, the line of each place, and the problems."""

    file: str
    data: Data = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[SpecProblem] = field(default_factory=list)

    def line(self, place: Place) -> int | None:
        """The 1-based line of the key (or list entry) at `place`, or of what encloses it."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return None

    def add(self, place: Place, message: str) -> None:
        """Note a problem at `place`."""
        self.problems.append(SpecProblem(self.file, self.line(place), message))


def dotted(place: Place) -> str:
    """The place as people write it: `questions[0].checks[1].points`."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else (f".{step}" if text else step)
    return text


def within(place: Place) -> str:
    """The place as the tail of a sentence: " in questions[0]", or nothing at the top level."""
    return f" in {dotted(place)}" if place else ""


def read_yaml(path: Path, name: str | None = None) -> Source:
    """Read a YAML file of one mapping; never raises, whatever is wrong is in `problems`."""
    source = Source(name or str(path))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        source.add((), f"cannot be read: {error.strerror or error}")
        return source
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"byte {error.object[error.start]:#04x} is not UTF-8; save the file as UTF-8"
        source.problems.append(SpecProblem(source.file, line, message))
        return source
    loader: yaml.SafeLoader | None = None
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            source.add((), "must hold `key: value` lines, beginning with `id:`")
            return source
        source.data = _Builder(source, loader).build(node, ())
    except yaml.MarkedYAMLError as error:
        source.problems.append(SpecProblem(source.file, _line_of(error), _words_for(error, text)))
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        message = f"holds the control character {error.character:#04x}, which YAML does not allow"
        source.problems.append(SpecProblem(source.file, line, message))
    except RecursionError:
        source.add((), "is nested too deeply to be an assignment")
    finally:
        if loader is not None:
            loader.dispose()
    return source


class _Builder:
    """Turns nodes into data, noting lines and what YAML lets pass."""

    def __init__(self, source: Source, loader: yaml.SafeLoader) -> None:
        self._source = source
        self._loader = loader
        self._open: list[yaml.Node] = []

    def build(self, node: yaml.Node, place: Place) -> Data:
        if any(node is outer for outer in self._open):
            self._source.add(place, f"{dotted(place)} is an alias of something it lies within")
            return None
        self._source.lines.setdefault(place, node.start_mark.line + 1)
        self._open.append(node)
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, place)
            if isinstance(node, yaml.SequenceNode):
                return [self.build(item, (*place, i)) for i, item in enumerate(node.value)]
            return self._scalar(node, place)
        finally:
            self._open.pop()

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Data]:
        self._refuse_twice(node, place)
        self._loader.flatten_mapping(node)
        mapping: dict[str, Data] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, place)
            if key is not None:
                self._source.lines[(*place, key)] = key_node.start_mark.line + 1
                mapping[key] = self.build(value_node, (*place, key))
        return mapping

    def _refuse_twice(self, node: yaml.MappingNode, place: Place) -> None:
        first: dict[str, int] = {}
        for key_node, _ in node.value:
            line = key_node.start_mark.line + 1
            key = str(key_node.value)
            if key in first and isinstance(key_node, yaml.ScalarNode):
                message = f"key {key!r} is given twice{within(place)} (first on line {first[key]})"
                self._source.problems.append(SpecProblem(self._source.file, line, message))
            first.setdefault(key, line)

    def _key(self, node: yaml.Node, place: Place) -> str | None:
        if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
            return str(node.value)
        line = node.start_mark.line + 1
        shown = node.value if isinstance(node, yaml.ScalarNode) else "a list or mapping"
        message = f"key {shown!r}{within(place)} is not read as text by YAML; put it in quotes"
        self._source.problems.append(SpecProblem(self._source.file, line, message))
        return None

    def _scalar(self, node: yaml.Node, place: Place) -> Scalar:
        try:
            value = self._loader.construct_object(node)
        except (ValueError, KeyError, AttributeError, yaml.constructor.ConstructorError):
            # PyYAML's own errors for a tag that the text does not fit (`!!bool maybe`).
            value = NotImplemented
        if value is None or isinstance(value, str | int | float | bool):
            return value
        line = node.start_mark.line + 1
        message = f"{dotted(place)}: {node.value!r} is neither text nor a number; put it in quotes"
        self._source.problems.append(SpecProblem(self._source.file, line, message))
        return None


def _line_of(error: yaml.MarkedYAMLError) -> int | None:
    mark = error.problem_mark or error.context_mark
    return None if mark is None else mark.line + 1


def _words_for(error: yaml.MarkedYAMLError, text: str) -> str:
    """PyYAML's problem in a teacher's words where it is one of the common ones."""
    problem = error.problem or "cannot be understood"
    line = _line_of(error)
    lines = text.splitlines()
    shown = lines[line - 1] if line is not None and line <= len(lines) else ""
    if "\t" in shown[: len(shown) - len(shown.lstrip())] or "'\\t'" in problem:
        return "the line is indented with a tab; YAML is indented with spaces only"
    if "mapping values are not allowed" in problem:
        return "a colon inside a text (or a wrong indentation); put the text in quotes"
    if "expected a single document" in (error.context or ""):
        return "a second document begins here (`---`); an assignment is one document"
    context = f" {error.context}," if error.context else ""
    return f"is not YAML:{context} {problem}"
