"""A learner's name is corrected here, by staff who saw a proof. What was issued before keeps the name of its time.

Refuses what cannot be a name.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import InvalidInput
from learners import rules
from learners.locks import lock_learners
from learners.models import Learner


@transaction.atomic
def correct_name(
    learner: Learner, *, name: str = "", name_en: str = "", reason: str, actor: Actor
) -> bool:
    """Put these names in place of the record's, an empty one left as it is; whether anything changed.

    The trail says which name was changed by whom, and no name: it is kept longer than the learner's data. Raises
    InvalidInput (`name_bad`).
    """
    wanted = {"name": read_name(name), "name_en": read_name(name_en)}
    lock_learners([learner.pk])
    learner.refresh_from_db(fields=["name", "name_en"])
    changed = {
        field: value
        for field, value in wanted.items()
        if value and getattr(learner, field) != value
    }
    if not changed:
        return False
    Learner.objects.filter(pk=learner.pk).update(**changed)
    for field, value in changed.items():
        setattr(learner, field, value)
    details = {"fields": sorted(changed)}
    audit.record(
        "learner.name_corrected", subject=learner, actor=actor, reason=reason, details=details
    )
    return True


def read_name(text: str) -> str:
    """A name as it is kept; empty for none. Raises InvalidInput (`name_bad`)."""
    name = rules.clean_name(text)
    if name and not rules.is_name(name):
        message = _("%(value)s cannot be a name.")
        raise InvalidInput(message % {"value": name[:120]}, code="name_bad")
    return name
