"""Filters of the credential table that people keep for themselves.

Refuses a name that the person has already, and more than a menu can hold.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from badges.models import SavedFilter
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, NotFound, RuleRefused

MOST = 20
"""Filters of one person."""


@transaction.atomic
def keep(name: str, *, query: str, user_id: int, actor: Actor) -> SavedFilter:
    """Keep what an address narrows by. Raises Conflict for a name that is taken, RuleRefused for one too many."""
    if SavedFilter.objects.filter(owner_id=user_id).count() >= MOST:
        message = _("You have %(most)s filters already. Remove one first.")
        raise RuleRefused(message % {"most": MOST}, code="too_many_filters")
    try:
        with transaction.atomic():
            kept = SavedFilter.objects.create(owner_id=user_id, name=name, query=query)
    except IntegrityError:
        raise Conflict(
            _("You have a filter of this name already. Choose another name."),
            code="filter_name_taken",
        ) from None
    audit.record("filter.saved", subject=kept, actor=actor)
    return kept


@transaction.atomic
def drop(filter_id: int, *, user_id: int, actor: Actor) -> SavedFilter:
    """Remove one's own filter; NotFound for anybody else's. What comes back can be kept again."""
    found = SavedFilter.objects.filter(pk=filter_id, owner_id=user_id).first()
    if found is None:
        raise NotFound(_("There is no such filter."), code="filter_unknown")
    audit.record("filter.removed", subject=found, actor=actor)
    found.delete()
    return found
