"""A badge that others were built on was revoked: they are flagged for the staff, who look whether they still stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from badges.enums import CredentialState, FlagKind
from badges.models import Association, Credential
from badges.selectors.requests import awarded
from badges.services.flagging import raise_flags
from credcenter.kernel.audit import Actor
from programs.models import Completion


def flag_what_was_built_on(revoked: Sequence[Credential], *, actor: Actor) -> None:
    """Flag the valid credentials that rest on revoked ones, each with the component; in the caller's transaction.

    Some hundreds at once, with their achievements. What the holder still has, by a corrected badge say, is no loss.
    """
    lost = [each for each in revoked if not _is_held(each, held=_held(revoked))]
    built = _built_on(lost)
    resting = _resting(each for credentials in built.values() for each in credentials)
    for component in lost:
        flagged = [
            each
            for each in built[component.learner_id]
            if component.achievement.code in resting[each.pk]
        ]
        if flagged:
            details = {"component": str(component.pk)}
            raise_flags(flagged, kind=FlagKind.COMPONENT_REVOKED, details=details, actor=actor)


Held = set[tuple[UUID, UUID]]


def _held(credentials: Iterable[Credential]) -> Held:
    """The pairs of learner and achievement that the credentials' holders have."""
    rows = awarded({each.learner_id for each in credentials})
    return set(rows.values_list("learner_id", "achievement_id"))


def _is_held(credential: Credential, *, held: Held) -> bool:
    return (credential.learner_id, credential.achievement_id) in held


def _built_on(lost: Sequence[Credential]) -> defaultdict[UUID, list[Credential]]:
    """The valid credentials, by holder, of those who lost one."""
    rows = Credential.objects.filter(
        learner__in={each.learner_id for each in lost}, state=CredentialState.ISSUED
    )
    found: defaultdict[UUID, list[Credential]] = defaultdict(list)
    for row in rows.defer("document", "frozen").select_related("achievement").order_by("pk"):
        found[row.learner_id].append(row)
    return found


def _resting(credentials: Iterable[Credential]) -> dict[UUID, set[str]]:
    """What each credential rests on, as codes: by its case what counted and was required, else what its design says."""
    rows = list(credentials)
    said = _said_by_designs({each.achievement_id for each in rows})
    cases = Completion.objects.filter(request__credential__in=rows)
    explained = dict(cases.values_list("request__credential", "explanation"))
    return {
        each.pk: _said_by_case(explained[each.pk])
        if each.pk in explained
        else said[each.achievement_id]
        for each in rows
    }


def _said_by_case(explanation: dict[str, list[dict[str, object]]]) -> set[str]:
    counted = {str(each["course"]) for each in explanation["counted"]}
    required = {
        str(each["params"]["micro_degree"])  # type: ignore[index]  # (params is a mapping)
        for each in explanation["met"]
        if each["code"] == "requires_met"
    }
    return counted | required


def _said_by_designs(achievement_ids: set[UUID]) -> defaultdict[UUID, set[str]]:
    """The codes of parts, of what may stand for them, and of what comes first; associations have no other sources."""
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    rows = Association.objects.filter(said_by__in=achievement_ids)
    for achievement_id, code in rows.values_list("said_by_id", "source__code"):
        found[achievement_id].add(code)
    return found
