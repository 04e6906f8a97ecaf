"""1EdTech's JSON Schemas, read from the standards' test data, and what they say of a document."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft201909Validator, FormatChecker

# RFC 3339 section 5.6, which is what JSON Schema means by date-time.
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_FORMATS = FormatChecker(["date"])


@_FORMATS.checks("date-time")
def _is_time(value: object) -> bool:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return not isinstance(value, str)
    # A leap second is one to RFC 3339.
    seconds = "59" if found[3] == "60" else found[3]
    try:
        datetime.fromisoformat(f"{found[1]}T{found[2]}:{seconds}{found[5].upper()}")
    except ValueError:
        return False
    return True


@cache
def validator(standards: Path, flavour: str, kind: str) -> Draft201909Validator | None:
    """The schema of a class of credential: ``ob_v3p0``, ``ob_v3p0_strict_arrays`` or ``clr_v2p0``."""
    prefix = flavour.removesuffix("_strict_arrays")
    path = standards / "schemas" / flavour / f"{prefix}_{kind.lower()}_schema.json"
    if not path.is_file():
        return None
    schema = json.loads(path.read_text(encoding="utf-8"))
    return Draft201909Validator(schema, format_checker=_FORMATS)


def definitions(standards: Path, flavour: str, kind: str) -> dict[str, Any]:
    """The classes that a schema describes, its own among them."""
    checker = validator(standards, flavour, kind)
    assert checker is not None
    schema: Any = checker.schema
    return {kind: schema} | schema["$defs"]
