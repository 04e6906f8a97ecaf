"""The table of credentials as a file: who asked for it, why and how many rows is in the audit trail.

It names people, so it carries no address and nothing of how a holder shares. Read as it is sent: a hundred thousand
rows take no more memory than a thousand.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from badges.models import Credential
from badges.selectors.credential_table import Wanted, matching
from badges.services.exporting import csv_lines
from credcenter.accounts.models import User
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor

COLUMNS = (
    *("student_number", "name", "name_en", "achievement", "badge", "awarded_on"),
    *("state", "issued_at", "revoked_at", "revocation_reason", "credential_id"),
)


def listed(wanted: Wanted, *, query: str, reason: str, user: User, actor: Actor) -> Iterator[str]:
    """CSV of what matches, in the order of issuing; formulas neutralised, with a byte order mark for Excel."""
    rows = matching(wanted).order_by("minted_at", "pk")
    with transaction.atomic():
        details = {"rows": str(rows.count()), "filter": query}
        audit.record(
            "credentials.exported", subject=user, actor=actor, reason=reason, details=details
        )
    return csv_lines(COLUMNS, map(_cells, rows.iterator(chunk_size=1000)))


def _cells(credential: Credential) -> list[object]:
    learner, name = credential.learner, credential.version.name
    return [
        *(learner.student_number, learner.name, learner.name_en),
        *(credential.achievement.code, name.both(), credential.awarded_on),
        *(credential.standing, credential.issued_at.isoformat() if credential.issued_at else ""),
        credential.revoked_at.isoformat() if credential.revoked_at else "",
        *(credential.revocation_reason, credential.pk),
    ]
