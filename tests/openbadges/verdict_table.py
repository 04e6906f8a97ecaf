"""The verdicts over all examples as a Markdown table: ``python -m tests.openbadges.verdict_table``.

What a file promises is read from its name, as its publisher meant it. ``test_conformance`` holds that
the verdicts are so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.openbadges.verdicts import GROUPS, Group

_BAD = re.compile(
    r"-err-|noproof|revoked|-expired|notYetValid|expiredStatus|missingType|tampered|badDidWeb",
    re.IGNORECASE,
)
# Samples in the text of the specifications that are whole and signed.
_SIGNED = re.compile(r"^spec/.*Signed")
# Where nothing is left to explain.
_AGREED = {("verified", "good"), ("invalid", "bad")}


def promise_of(name: str, group: Group) -> str:
    """What a file's name says of it: ``good``, ``bad``, ``unsigned`` or ``no badge``."""
    if group.verdict == "" or name.startswith("DCC-") or name.endswith("testlist"):
        return "no badge"
    if name.startswith("spec/") and not _SIGNED.match(name):
        return "unsigned"
    return "bad" if _BAD.search(name) else "good"


def rows() -> Iterator[tuple[str, ...]]:
    """Verdict, code, promise, number of files, files and reason: one row for those that agree in all."""
    for group in GROUPS:
        kinds: dict[str, list[str]] = defaultdict(list)
        for name in group.files:
            kinds[promise_of(name, group)].append(name)
        for promise, names in sorted(kinds.items()):
            verdict = group.verdict or "not readable"
            why = "" if (verdict, promise) in _AGREED else group.why
            yield verdict, group.code, promise, str(len(names)), _shown(names), why


def _shown(names: Iterable[str]) -> str:
    """By folder, without the ending that nearly all have."""
    folders: dict[str, list[str]] = defaultdict(list)
    for name in names:
        folder, _, file = name.rpartition("/")
        folders[folder].append(file.removesuffix(".json"))
    return "; ".join(f"{folder}: {', '.join(files)}" for folder, files in folders.items())


def table() -> str:
    """The whole table, in Markdown."""
    head = ("verdict", "deciding check", "by its name", "files", "which (.json left out)", "why")
    lines = [head, tuple("---" for _ in head), *rows()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201
