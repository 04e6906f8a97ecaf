"""Reads a JSON-LD document into its shape and its values.

The shape is everything that JSON-LD expansion may look at: keys and their order, nesting, lists and
their lengths, contexts, types, numbers, booleans, nulls and the texts under keywords. The values are
all other texts. Two documents with equal shapes differ in values only (``fill`` is the way back).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# Texts under these keys choose contexts, terms or datatypes. More may turn out to do so (an alias
# of ``@type``, say): the compiler finds them, so that a key is here for speed alone.
_FIXED = frozenset({"@context", "@type", "type", "@language", "@direction", "proofPurpose"})
_SCALARS = frozenset({int, float, bool, type(None)})


@dataclass(frozen=True, slots=True)
class Reading:
    """``shape`` can be hashed and compared; ``values`` are the texts it leaves open, in order."""

    shape: tuple[Any, ...]
    values: list[str]


class _UnfitError(Exception):
    """Not plain JSON, or a context given inline."""


def read(document: Mapping[str, Any]) -> Reading | None:
    """Shape and values of a document; None for what is not made of plain JSON types."""
    tokens: list[Any] = []
    values: list[str] = []
    if type(document) is not dict:
        return None
    try:
        _read_object(document, tokens, values)
    except _UnfitError:
        return None
    return Reading(tuple(tokens), values)


# The first token of a value tells what it is and, with the keys before it, how many tokens follow,
# so that no two documents that differ in more than values give the same tokens:
#   None: a value. str: a fixed text. int: a list of so many items. tuple: the keys of an object, or
#   a class and the text of a scalar (keys are never classes).


def _read_object(node: dict[str, Any], tokens: list[Any], values: list[str]) -> None:
    tokens.append(tuple(node))
    for key, value in node.items():
        kind = type(value)
        if kind is str:
            if key in _FIXED:
                tokens.append(value)
            else:
                tokens.append(None)
                values.append(value)
        elif kind is list:
            if key in _FIXED and len(value) == 1 and type(value[0]) is str:
                # As ``_read_list`` would; nearly every node has a type so written.
                tokens += (1, value[0])
            else:
                _read_list(key, value, tokens, values)
        elif kind is dict and key != "@context":
            _read_object(value, tokens, values)
        else:
            tokens.append(_scalar(value))


def _read_list(key: str, items: list[Any], tokens: list[Any], values: list[str]) -> None:
    tokens.append(len(items))
    for item in items:
        kind = type(item)
        if kind is str:
            if key in _FIXED:
                tokens.append(item)
            else:
                tokens.append(None)
                values.append(item)
        elif kind is dict and key != "@context":
            _read_object(item, tokens, values)
        elif kind is list:
            _read_list(key, item, tokens, values)
        else:
            tokens.append(_scalar(item))


def _scalar(value: Any) -> tuple[type, str]:
    kind = type(value)
    if kind not in _SCALARS:
        raise _UnfitError
    # The text, since 1 == 1.0 == True and 0.0 == -0.0.
    return kind, repr(value)


def is_scalar(token: tuple[Any, ...]) -> bool:
    """Whether this token of a shape is a scalar and not the keys of an object."""
    return len(token) == 2 and isinstance(token[0], type)


def fill(document: Mapping[str, Any], values: Iterator[str]) -> dict[str, Any]:
    """A copy of a document that ``read`` took, with other values in the same order."""
    return {key: _filled(key, value, values) for key, value in document.items()}


def _filled(key: str, value: Any, values: Iterator[str]) -> Any:
    if isinstance(value, str):
        return value if key in _FIXED else next(values)
    if isinstance(value, list):
        return [_filled(key, item, values) for item in value]
    return fill(value, values) if isinstance(value, dict) else value
