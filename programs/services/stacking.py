"""Stacking: a badge that was issued or revoked changes what its holder's other cases say, whoever asked for it.

An approval evaluates its learner at once; a roster, an API client or a page of the credentials tells nobody above the
badges. So the worker reads the audit trail from a mark on: it is written in the transaction of each change and last,
so its numbers rise in the order of the commits, and none is passed over. What is read twice changes nothing the
second time. See docs/decisions/0014.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from badges.enums import CredentialState
from badges.models import Credential
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from learners.models import Learner
from programs.locks import lock_learners_with_enrolments
from programs.models import Enrolment, FollowedEvent, MicroDegree
from programs.selectors.facts import holdings_of
from programs.selectors.lookup import newest_curricula
from programs.services.badge_results import follow_course_badges
from programs.services.completion import evaluate_learners
from programs.services.components import flag_what_was_built_on
from programs.services.enrolment import enrol
from programs.validators import term_of

FOLLOWED = ("credential.issued", "credential.revoked")
AT_ONCE = 500
"""Events in one transaction."""
AT_MOST = dt.timedelta(seconds=5)
"""After a batch of a hundred thousand the worker has other things to do as well; the next sweep goes on."""


def follow_badges() -> int:
    """Take notice of what was issued and revoked since the mark, for some seconds; the number of events."""
    noticed, until = 0, clock.now() + AT_MOST
    while clock.now() < until and (last := _follow_some()) is not None:
        noticed += last
    return noticed


def _follow_some() -> int | None:
    """Some events in one transaction with the mark; None when nothing is above it, or somebody else is at it."""
    newest = _newest_event()
    if newest <= _mark():
        return None
    FollowedEvent.objects.get_or_create(id=1)
    with transaction.atomic(), audit.at_the_end():
        mark = FollowedEvent.objects.select_for_update(skip_locked=True).filter(id=1).first()
        if mark is None:
            return None
        rows = AuditEvent.objects.filter(id__gt=mark.event_id, id__lte=newest, action__in=FOLLOWED)
        found = list(rows.order_by("id").values_list("id", "subject_id")[:AT_ONCE])
        if found:
            _take_notice({UUID(subject) for _id, subject in found})
        mark.event_id = max(mark.event_id, found[-1][0] if len(found) == AT_ONCE else newest)
        mark.save(update_fields=["event_id"])
        return len(found)


def _mark() -> int:
    return FollowedEvent.objects.filter(id=1).values_list("event_id", flat=True).first() or 0


def _newest_event() -> int:
    return AuditEvent.objects.aggregate(newest=Max("id"))["newest"] or 0


def _take_notice(credential_ids: Iterable[UUID]) -> None:
    """Cases are computed from what is true now, so the order of the events does not matter."""
    rows = Credential.objects.filter(pk__in=set(credential_ids)).defer("document", "frozen")
    credentials = list(rows.select_related("achievement", "request").order_by("pk"))
    learner_ids = {each.learner_id for each in credentials}
    lock_learners_with_enrolments(learner_ids)
    follow_course_badges(credentials, actor=SYSTEM)
    _enrol_by_itself(learner_ids, held=credentials)
    revoked = [each for each in credentials if each.state == CredentialState.REVOKED]
    flag_what_was_built_on(revoked, actor=SYSTEM)
    evaluate_learners(learner_ids, actor=SYSTEM)


def _enrol_by_itself(learner_ids: set[UUID], *, held: Iterable[Credential]) -> None:
    """Who now holds every micro-degree that one requires begins it, where its program wants that."""
    codes = {each.achievement.code for each in held if each.state == CredentialState.ISSUED}
    curricula = newest_curricula()
    for micro_degree in MicroDegree.objects.filter(auto_enrol=True).order_by("pk"):
        version = curricula.get(micro_degree.code)
        required = set(version.rules.get("requires", ())) if version else set()
        if required & codes:
            _enrol_holders(learner_ids, micro_degree=micro_degree, required=required)


def _enrol_holders(
    learner_ids: set[UUID], *, micro_degree: MicroDegree, required: set[str]
) -> None:
    """Nobody who ever began it, withdrawn or not, and nobody who holds it."""
    holdings = holdings_of(learner_ids)
    holders = {
        each
        for each in learner_ids
        if required <= set(holdings[each]) and micro_degree.code not in holdings[each]
    }
    begun = Enrolment.objects.filter(micro_degree=micro_degree, learner__in=holders)
    fresh = holders - set(begun.values_list("learner_id", flat=True))
    terms = dict.fromkeys(Learner.objects.filter(pk__in=fresh), term_of(clock.today()))
    if terms:
        enrol(terms, micro_degree=micro_degree, actor=SYSTEM)
