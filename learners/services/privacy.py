"""What learners decide about their own data: consents, one current row a purpose, the earlier ones kept.

Refuses nothing: a consent can be withdrawn as freely as it was given (PIPA Art. 37). What was issued under an
earlier choice keeps it; the next credential follows the new one.
"""

from __future__ import annotations

from django.db import transaction

from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from learners.enums import ConsentPurpose
from learners.locks import lock_learners
from learners.models import Consent, Learner

TEXT_VERSION = "2026-1"
"""Which wording of the consent texts the pages show."""


@transaction.atomic
def record_consent(
    learner: Learner, *, purpose: ConsentPurpose, given: bool, actor: Actor
) -> Consent:
    """Make a choice the current one; choosing the same again changes nothing."""
    # The learner's row is the lock: two answers at once take turns.
    lock_learners([learner.pk])
    now = clock.now()
    rows = Consent.objects.filter(learner=learner, purpose=purpose, ended_at__isnull=True)
    current = rows.first()
    if current and (current.given, current.text_version) == (given, TEXT_VERSION):
        return current
    rows.update(ended_at=now)
    consent = Consent.objects.create(
        learner=learner, purpose=purpose, given=given, text_version=TEXT_VERSION, at=now
    )
    details = {"purpose": purpose, "given": given, "text_version": TEXT_VERSION}
    audit.record("consent.recorded", subject=learner, actor=actor, details=details)
    return consent
