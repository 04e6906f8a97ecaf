"""How far a case is, in one sentence: `9 of 12 credits; one elective course is missing.`"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.rules import plain

Params = Mapping[str, Any]


class Part(NamedTuple):
    """Something that is missing, as words, and how many things it is (for `is` or `are`)."""

    words: str
    number: int


def summary(explanation: Mapping[str, Any], *, needed: Decimal) -> str:
    """The sentence, in the active language; `needed` are the credits of the rules, 0 where they set none."""
    missing = _missing(explanation.get("missing", ()))
    if missing:
        words = ", ".join(part.words for part in missing)
        number = sum(part.number for part in missing)
        said = ngettext("%(parts)s is missing", "%(parts)s are missing", number) % {"parts": words}
    elif explanation.get("missing"):
        said = _("a requirement is not met yet")
    else:
        said = _("all requirements are met")
    if not needed:
        return _("%(said)s.") % {"said": said[:1].upper() + said[1:]}
    have = explanation.get("credits", 0)
    whole = _("%(have)s of %(need)s credits; %(said)s.")
    return whole % {"have": have, "need": plain(needed), "said": said}


def _missing(items: Any) -> list[Part]:
    """Missing groups say which credits are missing; the sum of credits is said where no group does."""
    groups = [_WORDS[e["code"]](e["params"]) for e in items if e["code"] in _GROUPS]
    totals = [each for each in items if each["code"] not in _GROUPS and each["code"] in _WORDS]
    if groups:
        totals = [each for each in totals if each["code"] != "min_credits_missing"]
    return groups + [_WORDS[each["code"]](each["params"]) for each in totals]


def _courses(params: Params) -> Part:
    number = round(params["need"] - params["have"])
    words = ngettext("one %(group)s course", "%(number)s %(group)s courses", number)
    group = params["group"]
    return Part(words % {"group": _(group), "number": number}, number)


def _credits(params: Params) -> Part:
    """Of a group, or of a limit, which has a name too."""
    name = params["group"] if "group" in params else params["limit_name"]
    left = Decimal(str(params["need"])) - Decimal(str(params["have"]))
    words = ngettext("%(number)s %(group)s credit", "%(number)s %(group)s credits", _count(left))
    return Part(words % {"group": _(name), "number": plain(left)}, _count(left))


def _all_credits(params: Params) -> Part:
    left = Decimal(str(params["need"])) - Decimal(str(params["have"]))
    words = ngettext("%(number)s credit", "%(number)s credits", _count(left))
    return Part(words % {"number": plain(left)}, _count(left))


def _mean(params: Params) -> Part:
    return Part(_("a mean score of %(need)s") % {"need": params["need"]}, 1)


def _required(params: Params) -> Part:
    return Part(_("the prerequisite %(code)s") % {"code": params["micro_degree"]}, 1)


def _count(left: Decimal) -> int:
    """One only where it is one: 0.5 credits are missing, as 2 are."""
    return 1 if left == 1 else 2


_WORDS: Mapping[str, Callable[[Params], Part]] = {
    "group_all_missing": _courses,
    "group_count_missing": _courses,
    "group_credits_missing": _credits,
    "limit_least_missing": _credits,
    "min_credits_missing": _all_credits,
    "min_mean_score_missing": _mean,
    "min_mean_score_unknown": _mean,
    "requires_missing": _required,
}
_GROUPS = frozenset(
    {"group_all_missing", "group_count_missing", "group_credits_missing", "limit_least_missing"}
)
