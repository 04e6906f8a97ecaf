"""Bad SVGs for ``bad_files``: (how it is made, verdict, check, code)."""

from __future__ import annotations

from collections.abc import Callable

from badges.openbadges import bake
from tests.openbadges import samples
from tests.openbadges.samples import DRAWING

Entry = tuple[Callable[[], bytes], str, str, str]
_ENTITIES = b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_DOCTYPE = b'<!DOCTYPE svg SYSTEM "file:///etc/hostname">'


def _baked() -> bytes:
    return bake(DRAWING, samples.signed()).data


def _two() -> bytes:
    baked = _baked()
    at = baked.index(b"<openbadges:credential")
    return baked[:at] + b"<openbadges:credential>{}</openbadges:credential>" + baked[at:]


DRAWINGS: dict[str, Entry] = {
    "entities.svg": (lambda: _ENTITIES + _baked(), "", "", "svg.internal_subset"),
    "foreign_entity.svg": (
        lambda: _DOCTYPE + _baked().replace(b"<rect", b"&xxe;<rect"), "", "", "svg.entity",
    ),
    "no_credential.svg": (lambda: DRAWING, "", "", "svg.no_credential"),
    "cut_off.svg": (lambda: _baked()[:-8], "", "", "svg.malformed"),
    "two_credentials.svg": (_two, "invalid", "format", "svg.two_credentials"),
}  # fmt: skip
