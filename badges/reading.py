"""What a credential says, as a person reads it: drawn from the signed document, whoever made it.

Pure. A document from a stranger may hold anything anywhere; what does not have the expected form is
left out, never guessed, and only http(s) addresses become links.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from badges.achievement_types import name_of
from badges.approved import GENRE, Step, steps_in
from badges.charts import Bar, bar_of
from badges.enums import AssociationKind, SharedPart
from badges.loose_json import Json, first_object, link, objects, text, time, values


@dataclass(frozen=True, slots=True)
class Alignment:
    """A competency of somebody's framework."""

    name: str
    code: str
    framework: str
    url: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What was achieved, and against which measure. `bar` is None where the value is no number."""

    name: str
    value: str
    value_max: str
    level: str
    status: str
    bar: Bar | None
    alignments: tuple[Alignment, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the award rests on; `steps` are those of an approval, where it is the record of one."""

    name: str
    description: str
    narrative: str
    url: str
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Contained:
    """A credential inside of a record, or an achievement that a record only describes (with no dates)."""

    title: str
    achievement_type: str
    code: str
    issuer_name: str = ""
    awarded_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """How achievements of a record hang together: what `sources` are to `target`; `kind` as CLR 2.0 spells it."""

    target: str
    kind: str
    sources: tuple[str, ...]

    @property
    def words(self) -> str:
        """The kind in the reader's language; one that we do not use as its issuer wrote it."""
        is_known = self.kind in AssociationKind.values
        return str(AssociationKind(self.kind).label) if is_known else self.kind


@dataclass(frozen=True, slots=True)
class Reading:
    """A credential, read. Texts are as signed; dates are None where there is none to read.

    `endorsed_id` and `comment` are what an endorsement is about and says; empty for other kinds.
    """

    id: str
    title: str
    description: str
    achievement_type: str
    code: str
    criteria: str
    criteria_url: str
    issuer_name: str
    issuer_id: str
    issuer_url: str
    holder: str
    awarded_at: dt.datetime | None
    valid_from: dt.datetime | None
    valid_until: dt.datetime | None
    credits: str
    term: str
    tags: tuple[str, ...]
    results: tuple[Result, ...]
    alignments: tuple[Alignment, ...]
    evidence: tuple[Evidence, ...]
    is_record: bool
    is_partial: bool
    contained: tuple[Contained, ...]
    described: tuple[Contained, ...]
    ties: tuple[Tie, ...]
    endorsed_id: str
    comment: str

    @property
    def has_bars(self) -> bool:
        return any(result.bar for result in self.results)

    @property
    def approvals(self) -> tuple[Evidence, ...]:
        """The evidence that tells how the award was approved."""
        return tuple(each for each in self.evidence if each.steps)

    @property
    def other_evidence(self) -> tuple[Evidence, ...]:
        return tuple(each for each in self.evidence if not each.steps)


def read(document: Json) -> Reading:
    """Read a credential's document."""
    subject = first_object(document, "credentialSubject")
    is_record = "ClrCredential" in values(document, "type")
    achievement = {} if is_record else first_object(subject, "achievement")
    criteria = first_object(achievement, "criteria")
    issuer = _issuer(document)
    results = tuple(_results(subject, achievement))
    shown = {each for result in results for each in result.alignments}
    is_endorsement = "EndorsementCredential" in values(document, "type")
    return Reading(
        id=text(document, "id"),
        title=text(achievement, "name") or text(document, "name"),
        description=text(achievement, "description") or text(document, "description"),
        achievement_type=name_of(text(achievement, "achievementType")),
        code=text(achievement, "humanCode"),
        criteria=text(criteria, "narrative"),
        criteria_url=link(criteria, "id"),
        issuer_name=text(issuer, "name"),
        issuer_id=text(issuer, "id"),
        issuer_url=link(issuer, "url"),
        holder=_holder(subject),
        awarded_at=time(document, "awardedDate"),
        valid_from=time(document, "validFrom") or time(document, "issuanceDate"),
        valid_until=time(document, "validUntil") or time(document, "expirationDate"),
        credits=text(subject, "creditsEarned") or text(achievement, "creditsAvailable"),
        term=text(subject, "term"),
        tags=tuple(each for each in values(achievement, "tag") if isinstance(each, str)),
        results=results,
        alignments=tuple(each for each in _alignments(achievement) if each not in shown),
        evidence=tuple(_evidence(each) for each in objects(document, "evidence")),
        is_record=is_record,
        is_partial=document.get("partial") is True,
        contained=tuple(_contained(each) for each in objects(subject, "verifiableCredential")),
        described=tuple(_described(each) for each in objects(subject, "achievement"))
        if is_record
        else (),
        ties=_ties(subject),
        endorsed_id=text(subject, "id") if is_endorsement else "",
        comment=text(subject, "endorsementComment") if is_endorsement else "",
    )


def parts_of(reading: Reading) -> list[SharedPart]:
    """Which of the parts that a link may leave out a credential has."""
    has = {
        SharedPart.HOLDER: reading.holder,
        SharedPart.RESULTS: reading.results,
        SharedPart.STUDY: reading.credits or reading.term,
        SharedPart.EVIDENCE: reading.evidence,
    }
    return [part for part, said in has.items() if said]


def without(reading: Reading, parts: Iterable[SharedPart]) -> Reading:
    """The same without some parts; with any of them its id goes too, by which the whole could be asked for."""
    fields: dict[SharedPart, dict[str, Any]] = {
        SharedPart.HOLDER: {"holder": ""},
        SharedPart.RESULTS: {"results": ()},
        SharedPart.STUDY: {"credits": "", "term": ""},
        SharedPart.EVIDENCE: {"evidence": ()},
    }
    for part in parts:
        reading = replace(reading, id="", **fields[part])
    return reading


def _contained(credential: Json) -> Contained:
    achievement = first_object(first_object(credential, "credentialSubject"), "achievement")
    return replace(
        _described(achievement),
        title=text(achievement, "name") or text(credential, "name"),
        issuer_name=text(_issuer(credential), "name"),
        awarded_at=time(credential, "awardedDate") or time(credential, "validFrom"),
    )


def _described(achievement: Json) -> Contained:
    return Contained(
        title=text(achievement, "name"),
        achievement_type=name_of(text(achievement, "achievementType")),
        code=text(achievement, "humanCode"),
    )


def _ties(subject: Json) -> tuple[Tie, ...]:
    """Associations by the names of what they tie; one to what the record does not hold is left out."""
    sources: dict[tuple[str, str], list[str]] = {}
    held = [
        first_object(first_object(each, "credentialSubject"), "achievement")
        for each in objects(subject, "verifiableCredential")
    ]
    names = {
        text(each, "id"): text(each, "name") for each in [*held, *objects(subject, "achievement")]
    }
    for each in objects(subject, "association"):
        source = names.get(text(each, "sourceId"), "")
        target = names.get(text(each, "targetId"), "")
        if source and target:
            sources.setdefault((target, text(each, "associationType")), []).append(source)
    return tuple(Tie(target, kind, tuple(names)) for (target, kind), names in sources.items())


def _results(subject: Json, achievement: Json) -> Iterator[Result]:
    described = {text(each, "id"): each for each in objects(achievement, "resultDescription")}
    for result in objects(subject, "result"):
        description = described.get(text(result, "resultDescription"), {})
        levels = list(objects(description, "rubricCriterionLevel"))
        by_id = {text(each, "id"): each for each in levels}
        reached = by_id.get(text(result, "achievedLevel"), {})
        value = text(result, "value")
        yield Result(
            name=text(description, "name"),
            value=value,
            value_max=text(description, "valueMax"),
            level=text(reached, "name"),
            status=text(result, "status"),
            bar=bar_of(
                value,
                low=text(description, "valueMin"),
                high=text(description, "valueMax"),
                levels=[(text(each, "points"), text(each, "name")) for each in levels],
            ),
            alignments=tuple(
                dict.fromkeys(
                    each for part in (description, reached, result) for each in _alignments(part)
                )
            ),
        )


def _alignments(part: Json) -> tuple[Alignment, ...]:
    return tuple(
        Alignment(
            name=text(each, "targetName"),
            code=text(each, "targetCode"),
            framework=text(each, "targetFramework"),
            url=link(each, "targetUrl"),
            description=text(each, "targetDescription"),
        )
        for each in objects(part, "alignment")
    )


def _evidence(part: Json) -> Evidence:
    narrative = text(part, "narrative")
    return Evidence(
        name=text(part, "name"),
        description=text(part, "description"),
        narrative=narrative,
        url=link(part, "id"),
        steps=steps_in(narrative) if text(part, "genre") == GENRE else (),
    )


def _issuer(document: Json) -> Json:
    issuer = document.get("issuer")
    return {"id": issuer} if isinstance(issuer, str) else first_object(document, "issuer")


def _holder(subject: Json) -> str:
    """The holder's name where the credential tells it (OB 3.0 IdentityObject, not hashed)."""
    for identity in objects(subject, "identifier"):
        is_name = identity.get("identityType") == "name"
        if is_name and identity.get("hashed") is False:
            return text(identity, "identityHash")
    return ""
