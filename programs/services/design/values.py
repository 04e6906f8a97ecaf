"""Values of one kind, as every part of a program file writes them; InvalidInput with the line for anything else."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.bilingual import Bilingual
from programs.services.design.yaml_parts import Node
from programs.validators import is_code, is_term

LAST_YEAR = 2999
_ZERO, _HUNDRED, _MOST_CREDITS = Decimal(0), Decimal(100), Decimal(500)
_CENT, _TENTH = Decimal("0.01"), Decimal("0.1")


def read_code(node: Node, *, longest: int) -> str:
    """Letters, digits, hyphens and underscores."""
    text = node.text(longest=longest)
    if not is_code(text, longest=longest):
        message = _(
            "%(code)s is not a valid code: use letters, digits, - and _, beginning with a letter or digit."
        )
        raise node.fault(message % {"code": text}, code="code_bad")
    return text


def read_codes(node: Node) -> tuple[str, ...]:
    """A list of course or micro-degree codes, each once."""
    found: list[str] = []
    for each in node.items():
        code = read_code(each, longest=32)
        if code in found:
            message = _("%(code)s is in this list twice.") % {"code": code}
            raise each.fault(message, code="duplicate_code")
        found.append(code)
    return tuple(found)


def read_bilingual(node: Node, *, longest: int) -> Bilingual:
    """A text in both languages: `{ko: …, en: …}`."""
    keys = node.fields(required=("ko", "en"))
    return Bilingual(ko=keys["ko"].text(longest=longest), en=keys["en"].text(longest=longest))


def read_score(node: Node) -> Decimal:
    """0 to 100, with at most two decimals."""
    return node.number(low=_ZERO, high=_HUNDRED, step=_CENT)


def read_credits(node: Node) -> Decimal:
    """0 to 500, with at most one decimal."""
    return node.number(low=_ZERO, high=_MOST_CREDITS, step=_TENTH)


def read_term(node: Node) -> str:
    """A term such as 2026-1."""
    term = node.text(longest=16).upper()
    if not is_term(term, last_year=LAST_YEAR):
        message = _("%(term)s is not a term. Write it as 2026-1, 2026-S, 2026-2 or 2026-W.")
        raise node.fault(message % {"term": term}, code="term_bad")
    return term


def read_flag(node: Node) -> bool:
    """`true` or `false`."""
    text = node.text(longest=8)
    if text not in {"true", "false"}:
        raise node.fault(_("This must be true or false."), code="not_true_or_false")
    return text == "true"


def optional_items(node: Node | None) -> list[Node]:
    """The values of a list that may be left out."""
    return node.items() if node else []
