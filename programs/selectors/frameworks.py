"""Frameworks of competencies: the list, one of them as a tree, and items by the code that a program file names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import NotFound
from programs.models import CompetencyAlignment, Framework, FrameworkItem

MOST_MATCHES = 3
_SIMILAR = 0.6


def frameworks_with_counts() -> QuerySet[Framework]:
    """All frameworks with `item_count`, retired items left out."""
    current = Count("items", filter=Q(items__is_retired=False))
    return Framework.objects.annotate(item_count=current).order_by("code")


def framework_by_code(code: str) -> Framework:
    """The framework of a code, with its `item_count`; NotFound."""
    found = frameworks_with_counts().filter(code=code).first()
    if found is None:
        message = _("There is no framework with the code %(code)s.")
        raise NotFound(message % {"code": code}, code="framework_unknown")
    return found


def items_of(framework: Framework, *, words: str = "") -> QuerySet[FrameworkItem]:
    """The items in reading order, or those in which every word occurs, with the competencies that name them."""
    rows = FrameworkItem.objects.filter(framework=framework)
    for word in words.split():
        rows = rows.filter(
            Q(code__icontains=word)
            | Q(name_ko__icontains=word)
            | Q(name_en__icontains=word)
            | Q(statement__icontains=word)
        )
    naming = CompetencyAlignment.objects.select_related("competency__program")
    return rows.select_related("parent").prefetch_related(Prefetch("alignments", queryset=naming))


def items_by_name(
    pairs: Iterable[tuple[str, str]],
) -> defaultdict[tuple[str, str], list[FrameworkItem]]:
    """The items that pairs of framework code and item code (or identifier) name; more than one where codes repeat."""
    wanted = set(pairs)
    frameworks = {framework for framework, _code in wanted}
    codes = {code for _framework, code in wanted}
    rows = FrameworkItem.objects.filter(framework__code__in=frameworks)
    rows = rows.filter(Q(code__in=codes) | Q(identifier__in=codes)).select_related("framework")
    found: defaultdict[tuple[str, str], list[FrameworkItem]] = defaultdict(list)
    for row in rows.order_by("is_retired", "position"):
        for name in {row.code, row.identifier} & codes:
            found[row.framework.code, name].append(row)
    return found


def similar_frameworks(code: str) -> list[Framework]:
    """Frameworks whose code is much like what was asked for, or begins as it does; at most three."""
    rows = {each.code.casefold(): each for each in Framework.objects.all()}
    word = code.casefold()
    beginning = [
        each for name, each in rows.items() if name.startswith(word) or word.startswith(name)
    ]
    near = get_close_matches(word, rows, n=MOST_MATCHES, cutoff=_SIMILAR)
    return (beginning or [rows[each] for each in near])[:MOST_MATCHES]


def near_matches(framework: Framework, *, code: str) -> list[FrameworkItem]:
    """Items whose code or name is much like what was asked for, or begins with it; at most three."""
    rows = FrameworkItem.objects.filter(framework=framework, is_retired=False)
    beginning = list(rows.filter(Q(code__istartswith=code) | Q(name_ko=code) | Q(name_en=code))[:3])
    if beginning:
        return beginning
    codes = rows.exclude(code="").values_list("code", flat=True)
    near = get_close_matches(code, codes, n=MOST_MATCHES, cutoff=_SIMILAR)
    found = {each.code: each for each in rows.filter(code__in=near)}
    return [found[each] for each in near]
