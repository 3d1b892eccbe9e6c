"""Shape: the data against the models, each pydantic error as a sentence with its line."""

from __future__ import annotations

import json
import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from autograder.spec.model import Assignment
from autograder.spec.problems import suggestion
from autograder.spec.source import Place, Source, dotted, within

_WORDS = {
    "string_type": "must be text (put it in quotes)",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list (`[...]`, or lines beginning with `- `)",
    "list_type": "must be a list (`[...]`, or lines beginning with `- `)",
    "dict_type": "must be a mapping (`key: value` lines)",
    "model_type": "must be a mapping (`key: value` lines)",
    "model_attributes_type": "must be a mapping (`key: value` lines)",
}


def validate_shape(source: Source) -> Assignment | None:
    """The assignment, or None after noting every departure from the models in `source`."""
    try:
        # Strict JSON rather than Python: there a list is a tuple, and "3" is still no number.
        return Assignment.model_validate_json(json.dumps(source.data), strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False)
    mistyped = [d["loc"][:-1] for d in details if d["type"] == "extra_forbidden" and _near(d)]
    for detail in details:
        if detail["type"] == "too_short" and detail["input"]:
            continue  # pydantic counts entries that are wrong as absent; they are said themselves
        place: Place = tuple(step for step in detail["loc"] if not _is_mark(step))
        if (
            detail["type"] == "missing"
            and place[:-1] in mistyped
            and _typed_otherwise(str(place[-1]), place[:-1], details)
        ):
            continue
        source.add(place, _sentence(place, detail))
    return None


def _is_mark(step: int | str) -> bool:
    """Whether a step is pydantic's name for a key, or ours for one form of several."""
    return step == "[key]" or (isinstance(step, str) and step.startswith("("))


def _sentence(place: Place, detail: ErrorDetails) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        valid = keys_at(place[:-1])
        return (
            f"unknown key {str(place[-1])!r}{within(place[:-1])}{suggestion(str(place[-1]), valid)}"
        )
    if kind == "missing":
        where = dotted(place[:-1])
        return f"{where or 'the assignment'} lacks the key {str(place[-1])!r}"
    if kind == "literal_error" and detail["loc"][-1] == "[key]":
        expected = str(detail["ctx"]["expected"])
        return f"unknown key {detail['input']!r}{within(place[:-1])}; valid here: {expected}"
    if kind == "literal_error":
        valid = _literals_at(place)
        return f"{dotted(place)} is {detail['input']!r}{suggestion(str(detail['input']), valid)}"
    if kind == "too_short":
        return f"{dotted(place)} must not be empty"
    wanted = _WORDS.get(kind) or detail["msg"].replace("Input should be", "must be")
    return f"{dotted(place)} {wanted}, not {_shown(detail['input'])}"


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _near(detail: ErrorDetails) -> bool:
    place = detail["loc"]
    return "did you mean" in suggestion(str(place[-1]), keys_at(place[:-1]))


def _typed_otherwise(key: str, place: Place, details: list[ErrorDetails]) -> bool:
    """Whether `key` is missing only because it is there with a typing error."""
    return any(
        d["type"] == "extra_forbidden"
        and d["loc"][:-1] == place
        and suggestion(str(d["loc"][-1]), keys_at(place)) == f", did you mean {key!r}?"
        for d in details
    )


def keys_at(place: Place) -> list[str]:
    """The keys that the models allow in the mapping at `place`; none for free-form mappings."""
    annotation = _annotation_at(place)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return sorted(annotation.model_fields)
    return []


def _literals_at(place: Place) -> list[str]:
    annotation = _annotation_at(place)
    return [str(value) for value in get_args(annotation)] if annotation is not None else []


def _annotation_at(place: Place) -> Any:
    """The annotation of the model field (or element) at `place`, with `None |` taken off."""
    annotation: Any = Assignment
    for step in place:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            found = annotation.model_fields.get(str(step))
            annotation = None if found is None else found.annotation
        elif get_origin(annotation) is tuple:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) is dict:
            annotation = get_args(annotation)[1]
        else:
            return None
        annotation = _plain(annotation)
    return annotation


def _plain(annotation: Any) -> Any:
    """An annotation without `None |` and marks; of several forms the one that has keys."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        forms = [_plain(form) for form in get_args(annotation) if form is not type(None)]
        models = [f for f in forms if isinstance(f, type) and issubclass(f, BaseModel)]
        return (models or forms)[0]
    return annotation
