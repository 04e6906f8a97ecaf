"""Stage 1, beside the wordings: which achievements belong together, as their designs say.

A record of a micro-degree is put together by it (`badges.services.gathering`). Refuses codes of
achievements that are not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from badges.enums import AssociationKind
from badges.models import Achievement, Association
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class AssociationDesign:
    """Read "source *kind* target"; both are codes of achievements."""

    source: str
    kind: AssociationKind
    target: str


Said = tuple[UUID, str, UUID]


@transaction.atomic
def associate(said_by: Achievement, designs: Iterable[AssociationDesign], *, actor: Actor) -> bool:
    """Bring what an achievement's design says to these associations; whether anything changed."""
    listed = list(designs)
    ids = _ids_of({code for each in listed for code in (each.source, each.target)})
    wanted: dict[Said, None] = dict.fromkeys(
        (ids[each.source], each.kind.value, ids[each.target]) for each in listed
    )
    rows = {(row.source_id, row.kind, row.target_id): row.pk for row in said_by.associations.all()}
    gone = [pk for said, pk in rows.items() if said not in wanted]
    new = [said for said in wanted if said not in rows]
    if not (gone or new):
        return False
    said_by.associations.filter(pk__in=gone).delete()
    # Somebody who loads the same design at the same moment writes the same rows.
    Association.objects.bulk_create(
        [
            Association(said_by=said_by, source_id=source, kind=kind, target_id=target)
            for source, kind, target in new
        ],
        ignore_conflicts=True,
    )
    audit.record(
        "achievement.associated",
        subject=said_by,
        actor=actor,
        details={"added": len(new), "removed": len(gone)},
    )
    return True


def _ids_of(codes: set[str]) -> dict[str, UUID]:
    rows = Achievement.objects.filter(code__in=codes)
    ids: dict[str, UUID] = dict(rows.values_list("code", "pk"))
    if unknown := sorted(codes - set(ids)):
        message = _("There is no micro-degree, course or achievement with the code %(code)s.")
        raise NotFound(message % {"code": unknown[0]}, code="achievement_unknown")
    return ids
