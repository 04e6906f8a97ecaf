"""Wishes to have a credential corrected: asked by its holder or by staff for them, then accepted or declined.

Accepting corrects the learner's record where a name was wrong, and asks for the new credential, in one transaction.
Refuses: a wish for nothing or without explanation, a second open one of a credential, a decision on one's own badge,
a declined wish without a reason, a correction that would change nothing, and a score typed in where the award rests on
approved facts: that one follows from the course results.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from badges.award import Award, AwardedResult
from badges.enums import CorrectionState, CredentialState
from badges.models import CorrectionRequest, Credential, IssuanceRequest, ResultDescription
from badges.selectors.corrections import rests_on_facts
from badges.services.reissuing import lock_newest, queue_successor
from badges.services.rosters import FIRST_AWARD
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, InvalidInput, RuleRefused
from learners.locks import lock_learners
from learners.selectors.consents import those_who_keep_their_name_off
from learners.services.naming import correct_name, read_name


@dataclass(frozen=True, slots=True)
class Wanted:
    """What should stand in the credential instead; what is empty is right as it is."""

    explanation: str
    name: str = ""
    name_en: str = ""
    awarded_on: dt.date | None = None
    results_are_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Corrected:
    """What is to stand there, as somebody allowed it; what is empty stays. `results` is by code."""

    name: str = ""
    name_en: str = ""
    awarded_on: dt.date | None = None
    results: Mapping[str, Decimal] = field(default_factory=dict)


@transaction.atomic
def ask(
    credential: Credential, wanted: Wanted, *, is_by_holder: bool, actor: Actor
) -> CorrectionRequest:
    """Keep a wish for somebody to decide on.

    Raises InvalidInput (`explanation_missing`, `nothing_wanted`, `name_bad`, `date_bad`), Conflict (`not_issued`,
    `already_asked`).
    """
    values = _read(wanted)
    if credential.state != CredentialState.ISSUED:
        message = _("This badge is not valid any more, so it cannot be corrected.")
        raise Conflict(message, code="not_issued")
    try:
        with transaction.atomic():
            correction = CorrectionRequest.objects.create(
                credential=credential,
                asked_by_id=actor.user_id,
                is_by_holder=is_by_holder,
                **values,
            )
    except IntegrityError as exc:
        message = _("A correction of this badge is waiting for a decision already.")
        raise Conflict(message, code="already_asked") from exc
    audit.record("correction.asked", subject=correction, actor=actor)
    return correction


@transaction.atomic
def accept(
    correction_id: UUID, corrected: Corrected, *, reason: str, actor: Actor
) -> CorrectionRequest:
    """Correct the record, ask for the new credential and close the wish; the credential follows from the worker.

    Raises Conflict (`decided`, `not_issued`, `requested_twice`), RuleRefused (`own_badge`, `rests_on_facts`,
    `nothing_changed`), InvalidInput (`name_bad`, `date_bad`, `result_bad`).
    """
    correction = _locked(correction_id, actor=actor)
    learner = correction.credential.learner
    old = lock_newest(correction.credential)
    award = _award_of(old, corrected)
    why = reason.strip() or f"correction {correction.pk}"
    correct_name(learner, name=corrected.name, name_en=corrected.name_en, reason=why, actor=actor)
    if not _changes(old, award=award, name=learner.full_name):
        message = _("The badge says all of this already. There is nothing to correct.")
        raise RuleRefused(message, code="nothing_changed")
    row = queue_successor(
        old, award=award, source_key=f"correction:{correction.pk}", reason=why, actor=actor
    )
    return _decide(
        correction, state=CorrectionState.ACCEPTED, reason=reason, actor=actor, request=row
    )


@transaction.atomic
def decline(correction_id: UUID, *, reason: str, actor: Actor) -> CorrectionRequest:
    """Leave the credential as it is. Raises InvalidInput (`reason_required`), Conflict (`decided`), RuleRefused."""
    if not reason.strip():
        message = _("Say why: the holder reads it.")
        raise InvalidInput(message, code="reason_required")
    correction = _locked(correction_id, actor=actor)
    return _decide(correction, state=CorrectionState.DECLINED, reason=reason, actor=actor)


@transaction.atomic
def correct_at_once(
    credential: Credential, corrected: Corrected, *, reason: str, actor: Actor
) -> CorrectionRequest:
    """A wish of the centre itself, accepted as it is made. Raises what `ask` and `accept` raise."""
    wanted = Wanted(
        explanation=reason,
        name=corrected.name,
        name_en=corrected.name_en,
        awarded_on=corrected.awarded_on,
        results_are_wrong=bool(corrected.results),
    )
    correction = ask(credential, wanted, is_by_holder=False, actor=actor)
    return accept(correction.pk, corrected, reason=reason, actor=actor)


def _read(wanted: Wanted) -> dict[str, object]:
    explanation = wanted.explanation.strip()
    if not explanation:
        raise InvalidInput(
            _("Say what is wrong, and how it can be seen."), code="explanation_missing"
        )
    values: dict[str, object] = {
        "name": read_name(wanted.name),
        "name_en": read_name(wanted.name_en),
        "awarded_on": _read_date(wanted.awarded_on),
        "results_are_wrong": wanted.results_are_wrong,
    }
    if not any(values.values()):
        message = _(
            "Say what should stand there instead: a name, the date, or that a score is wrong."
        )
        raise InvalidInput(message, code="nothing_wanted")
    return values | {"explanation": explanation}


def _read_date(day: dt.date | None) -> dt.date | None:
    if day is not None and not FIRST_AWARD <= day <= clock.today():
        message = _("The date of an award lies between 1950 and today.")
        raise InvalidInput(message, code="date_bad")
    return day


def _locked(correction_id: UUID, *, actor: Actor) -> CorrectionRequest:
    """The open wish; nobody else decides on it now, nor awards this learner anything."""
    learner_ids = CorrectionRequest.objects.filter(pk=correction_id).values_list(
        "credential__learner", flat=True
    )
    lock_learners(learner_ids)
    rows = CorrectionRequest.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("credential__learner").defer("credential__document")
    correction = rows.filter(pk=correction_id, state=CorrectionState.OPEN).first()
    if correction is None:
        raise Conflict(_("Somebody has decided on this correction already."), code="decided")
    if actor.user_id is not None and correction.credential.learner.user_id == actor.user_id:
        message = _("Nobody decides on a correction of their own badge.")
        raise RuleRefused(message, code="own_badge")
    return correction


def _award_of(old: Credential, corrected: Corrected) -> Award:
    """The old award with what is corrected in it."""
    award = Award.from_json(old.request.award)
    awarded_on = _read_date(corrected.awarded_on) or award.awarded_on
    return replace(award, awarded_on=awarded_on, results=_results(old, award, corrected.results))


def _results(
    old: Credential, award: Award, scores: Mapping[str, Decimal]
) -> tuple[AwardedResult, ...]:
    """In the order of the wording; what it does not describe is refused."""
    present = {each.code: each.value for each in award.results}
    changed = {code: value for code, value in scores.items() if present.get(code) != value}
    if not changed:
        return award.results
    if rests_on_facts(award):
        message = _(
            "The scores of this badge follow from approved course results. Correct the results: the case is opened "
            "again, and the badge is issued anew when it is approved."
        )
        raise RuleRefused(message, code="rests_on_facts")
    described = {each.code: each for each in old.version.result_descriptions.all()}
    for code, value in changed.items():
        if code not in described or not _fits(value, described[code]):
            message = _("%(value)s cannot be the result %(code)s of this badge.")
            raise InvalidInput(message % {"value": value, "code": code}, code="result_bad")
    merged = present | changed
    return tuple(AwardedResult(code, merged[code]) for code in described if code in merged)


def _fits(value: Decimal, row: ResultDescription) -> bool:
    if not value.is_finite():
        return False
    is_low = row.value_min is not None and value < row.value_min
    is_high = row.value_max is not None and value > row.value_max
    return not is_low and not is_high


def _changes(old: Credential, *, award: Award, name: str) -> bool:
    """Whether the new credential would say anything else than the old one."""
    nameless = those_who_keep_their_name_off([old.learner_id])
    will_say = "" if old.learner_id in nameless else name
    return award.to_json() != old.request.award or will_say != old.frozen["name"]


def _decide(
    correction: CorrectionRequest,
    *,
    state: CorrectionState,
    reason: str,
    actor: Actor,
    request: IssuanceRequest | None = None,
) -> CorrectionRequest:
    correction.state, correction.reason = state, reason.strip()
    correction.decided_at, correction.decided_by_id = clock.now(), actor.user_id
    correction.request = request
    correction.save(update_fields=["state", "reason", "decided_at", "decided_by", "request"])
    audit.record(f"correction.{state}", subject=correction, actor=actor, reason=correction.reason)
    return correction
