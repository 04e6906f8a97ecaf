"""How a dumped program file is written: short things on one line, texts quoted where YAML would read a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString


def quoted(text: str) -> str:
    """Quoted where YAML would read a number: 2026, 20010202."""
    return DoubleQuotedScalarString(text) if text[:1].isdigit() or not text else text


def number(value: Decimal) -> int | float:
    """Whole where it can be."""
    return int(value) if value == value.to_integral_value() else float(value)


def flow(data: Mapping[str, Any]) -> CommentedMap:
    """A mapping on one line."""
    mapping = CommentedMap(data)
    mapping.fa.set_flow_style()
    return mapping


def flow_list(items: Iterable[Any]) -> CommentedSeq:
    """A list on one line."""
    sequence = CommentedSeq(items)
    sequence.fa.set_flow_style()
    return sequence
