"""What a credential says, as a person reads it: drawn from the signed document, whoever made it.

Pure. A document from a stranger may hold anything anywhere; what does not have the expected form is
left out, never guessed, and only http(s) addresses become links.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from badges.achievement_types import name_of
from badges.charts import Bar, bar_of
from badges.enums import AssociationKind

Json = Mapping[str, Any]

EARLIEST = dt.datetime(1, 1, 2, tzinfo=dt.UTC)
LATEST = dt.datetime(9999, 12, 30, tzinfo=dt.UTC)
"""A day inside the calendar's ends, so that a page can show a time in its own zone."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """A competency of somebody's framework."""

    name: str
    code: str
    framework: str
    url: str


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
    """What the award rests on."""

    name: str
    description: str
    narrative: str
    url: str


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
    """A credential, read. Texts are as signed; dates are None where there is none to read."""

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

    @property
    def has_bars(self) -> bool:
        return any(result.bar for result in self.results)


def read(document: Json) -> Reading:
    """Read a credential's document."""
    subject = _object(document, "credentialSubject")
    is_record = "ClrCredential" in _values(document, "type")
    achievement = {} if is_record else _object(subject, "achievement")
    criteria = _object(achievement, "criteria")
    issuer = _issuer(document)
    return Reading(
        id=_text(document, "id"),
        title=_text(achievement, "name") or _text(document, "name"),
        description=_text(achievement, "description") or _text(document, "description"),
        achievement_type=name_of(_text(achievement, "achievementType")),
        code=_text(achievement, "humanCode"),
        criteria=_text(criteria, "narrative"),
        criteria_url=_link(criteria, "id"),
        issuer_name=_text(issuer, "name"),
        issuer_id=_text(issuer, "id"),
        issuer_url=_link(issuer, "url"),
        holder=_holder(subject),
        awarded_at=_time(document, "awardedDate"),
        valid_from=_time(document, "validFrom") or _time(document, "issuanceDate"),
        valid_until=_time(document, "validUntil") or _time(document, "expirationDate"),
        credits=_text(subject, "creditsEarned") or _text(achievement, "creditsAvailable"),
        term=_text(subject, "term"),
        tags=tuple(each for each in _values(achievement, "tag") if isinstance(each, str)),
        results=tuple(_results(subject, achievement)),
        alignments=_alignments(achievement),
        evidence=tuple(_evidence(each) for each in _objects(document, "evidence")),
        is_record=is_record,
        is_partial=document.get("partial") is True,
        contained=tuple(_contained(each) for each in _objects(subject, "verifiableCredential")),
        described=tuple(_described(each) for each in _objects(subject, "achievement"))
        if is_record
        else (),
        ties=_ties(subject),
    )


def _contained(credential: Json) -> Contained:
    achievement = _object(_object(credential, "credentialSubject"), "achievement")
    return replace(
        _described(achievement),
        title=_text(achievement, "name") or _text(credential, "name"),
        issuer_name=_text(_issuer(credential), "name"),
        awarded_at=_time(credential, "awardedDate") or _time(credential, "validFrom"),
    )


def _described(achievement: Json) -> Contained:
    return Contained(
        title=_text(achievement, "name"),
        achievement_type=name_of(_text(achievement, "achievementType")),
        code=_text(achievement, "humanCode"),
    )


def _ties(subject: Json) -> tuple[Tie, ...]:
    """Associations by the names of what they tie; one to what the record does not hold is left out."""
    sources: dict[tuple[str, str], list[str]] = {}
    held = [
        _object(_object(each, "credentialSubject"), "achievement")
        for each in _objects(subject, "verifiableCredential")
    ]
    names = {
        _text(each, "id"): _text(each, "name")
        for each in [*held, *_objects(subject, "achievement")]
    }
    for each in _objects(subject, "association"):
        source = names.get(_text(each, "sourceId"), "")
        target = names.get(_text(each, "targetId"), "")
        if source and target:
            sources.setdefault((target, _text(each, "associationType")), []).append(source)
    return tuple(Tie(target, kind, tuple(names)) for (target, kind), names in sources.items())


def _results(subject: Json, achievement: Json) -> Iterator[Result]:
    described = {_text(each, "id"): each for each in _objects(achievement, "resultDescription")}
    for result in _objects(subject, "result"):
        description = described.get(_text(result, "resultDescription"), {})
        levels = list(_objects(description, "rubricCriterionLevel"))
        reached = {_text(each, "id"): _text(each, "name") for each in levels}
        value = _text(result, "value")
        yield Result(
            name=_text(description, "name"),
            value=value,
            value_max=_text(description, "valueMax"),
            level=reached.get(_text(result, "achievedLevel"), ""),
            status=_text(result, "status"),
            bar=bar_of(
                value,
                low=_text(description, "valueMin"),
                high=_text(description, "valueMax"),
                levels=[(_text(each, "points"), _text(each, "name")) for each in levels],
            ),
            alignments=_alignments(result) + _alignments(description),
        )


def _alignments(part: Json) -> tuple[Alignment, ...]:
    return tuple(
        Alignment(
            name=_text(each, "targetName"),
            code=_text(each, "targetCode"),
            framework=_text(each, "targetFramework"),
            url=_link(each, "targetUrl"),
        )
        for each in _objects(part, "alignment")
    )


def _evidence(part: Json) -> Evidence:
    return Evidence(
        name=_text(part, "name"),
        description=_text(part, "description"),
        narrative=_text(part, "narrative"),
        url=_link(part, "id"),
    )


def _issuer(document: Json) -> Json:
    issuer = document.get("issuer")
    return {"id": issuer} if isinstance(issuer, str) else _object(document, "issuer")


def _holder(subject: Json) -> str:
    """The holder's name where the credential tells it (OB 3.0 IdentityObject, not hashed)."""
    for identity in _objects(subject, "identifier"):
        is_name = identity.get("identityType") == "name"
        if is_name and identity.get("hashed") is False:
            return _text(identity, "identityHash")
    return ""


def _values(part: Json, name: str) -> list[Any]:
    value = part.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _objects(part: Json, name: str) -> list[Json]:
    return [each for each in _values(part, name) if isinstance(each, Mapping)]


def _object(part: Json, name: str) -> Json:
    return next(iter(_objects(part, name)), {})


def _text(part: Json, name: str) -> str:
    value = part.get(name)
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value}" if is_number else ""


def _link(part: Json, name: str) -> str:
    """An address that is safe to put into `href`; javascript:, data: and the like are not."""
    url = _text(part, name)
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def _time(part: Json, name: str) -> dt.datetime | None:
    try:
        time = dt.datetime.fromisoformat(_text(part, name))
    except ValueError:
        return None
    time = time if time.tzinfo else time.replace(tzinfo=dt.UTC)
    # The end of the calendar, with which issuers write "never", has no hour in every zone.
    return min(max(time, EARLIEST), LATEST)
