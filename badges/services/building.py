"""Stage 9: from what was frozen at mint and the achievement's version to an unsigned OB 3.0 credential.

A pure function of stored rows: run again after a crash it gives the same document.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from badges import openbadges as ob
from badges.award import Award, AwardedResult, AwardEvidence
from badges.models import AchievementVersion, Alignment, Credential, ResultDescription
from badges.openbadges import identity
from badges.rules import level_of, moment_of_award
from badges.services.minting import Frozen
from credcenter.kernel.errors import InvalidInput


class Builder:
    """Builds credentials of one version; what they have in common is made once.

    `version` comes whole (`selectors.achievements.whole_versions`).
    """

    def __init__(self, version: AchievementVersion) -> None:
        self.version = version
        self._name = version.name.both()
        self._achievements: dict[tuple[str, str], ob.Achievement] = {}
        self._results = {
            row.code: (_urn(row.id), list(row.levels.all()))
            for row in version.result_descriptions.all()
        }
        # What a level is aligned with is what its result shows.
        self._reached = {
            level.id: _alignments(row.alignments.all(), of=row.id, level=level.id)
            for row in version.result_descriptions.all()
            for level in row.levels.all()
        }

    def build(self, credential: Credential) -> ob.UnsignedCredential:
        """The credential's document.

        Raises InvalidCredential, with code and path, when the award does not fit the achievement.
        """
        return ob.build(self.assertion(credential))

    def assertion(self, credential: Credential) -> ob.AchievementCredential:
        """What the credential says, before it has the form of a document; InvalidInput."""
        frozen = Frozen.from_json(credential.frozen)
        award = Award.from_json(credential.request.award)
        return ob.AchievementCredential(
            id=frozen.credential_url,
            name=self._name,
            issuer=_issuer(frozen),
            valid_from=credential.minted_at,
            valid_until=credential.valid_until,
            awarded_date=moment_of_award(award.awarded_on, minted_at=credential.minted_at),
            subject=self._subject(award, frozen=frozen),
            evidence=tuple(_evidence(each) for each in award.evidence),
            status=ob.StatusEntry(
                id=f"{frozen.status_list_url}#{credential.status_index}",
                status_list_credential=frozen.status_list_url,
                status_list_index=credential.status_index,
            ),
        )

    def _subject(self, award: Award, *, frozen: Frozen) -> ob.AchievementSubject:
        return ob.AchievementSubject(
            id=frozen.subject_id,
            identifier=tuple(_identifiers(frozen)),
            achievement=self._achievement(frozen.achievement_url, frozen.artwork_url),
            result=tuple(self._result(each) for each in award.results),
            credits_earned=award.credits_earned,
            term=award.term or None,
        )

    def _achievement(self, url: str, artwork_url: str) -> ob.Achievement:
        """Under the centre's address of the day of minting, which rows of one claim mostly share."""
        key = (url, artwork_url)
        if key not in self._achievements:
            made = achievement(self.version, url=url, artwork_url=artwork_url)
            self._achievements[key] = made
        return self._achievements[key]

    def _result(self, awarded: AwardedResult) -> ob.Result:
        if awarded.code not in self._results:
            message = f"{self.version.achievement.code} has no result {awarded.code}"
            raise InvalidInput(message, code="result_unknown")
        description, levels = self._results[awarded.code]
        level = level_of(awarded.value, levels)
        return ob.Result(
            result_description=description,
            value=_number(awarded.value),
            achieved_level=_urn(level.id) if level else None,
            alignment=self._reached[level.id] if level else (),
        )


def _issuer(frozen: Frozen) -> ob.Profile:
    return ob.Profile(
        id=frozen.issuer_did,
        name=frozen.issuer_name,
        url=frozen.issuer_url,
        email=frozen.issuer_email or None,
    )


def _identifiers(frozen: Frozen) -> list[ob.IdentityObject]:
    identifiers = []
    if frozen.name:
        identifiers.append(identity.plain_identity(frozen.name, identity_type="name"))
    if frozen.email:
        hashed = identity.hashed_identity(
            frozen.email, identity_type="emailAddress", salt=frozen.salt
        )
        identifiers.append(hashed)
    return identifiers


def achievement(version: AchievementVersion, *, url: str, artwork_url: str) -> ob.Achievement:
    """A version's wording as OB 3.0 says it. `version` comes whole."""
    return ob.Achievement(
        id=url,
        name=version.name.both(),
        description=version.description.paragraphs(),
        criteria=ob.Criteria(narrative=version.criteria.paragraphs()),
        achievement_type=version.achievement_type,
        image=ob.Image(id=artwork_url, caption=version.name.both()),
        credits_available=version.credits_available,
        human_code=version.achievement.code,
        field_of_study=version.field_of_study or None,
        in_language="ko",
        version=str(version.number),
        tag=tuple(version.tags),
        alignment=_alignments(version.alignments.all(), of=None),
        result_description=tuple(_description(each) for each in version.result_descriptions.all()),
    )


def _description(row: ResultDescription) -> ob.ResultDescription:
    return ob.ResultDescription(
        id=_urn(row.id),
        name=row.name.both(),
        result_type=row.result_type,
        value_min=_number(row.value_min),
        value_max=_number(row.value_max),
        rubric_criterion_level=tuple(
            ob.RubricCriterionLevel(
                id=_urn(level.id),
                name=level.name.both(),
                level=level.code,
                points=_number(level.threshold),
                alignment=_alignments(row.alignments.all(), of=row.id, level=level.id),
            )
            for level in row.levels.all()
        ),
        alignment=_alignments(row.alignments.all(), of=row.id),
    )


def _alignments(
    rows: object, *, of: UUID | None, level: UUID | None = None
) -> tuple[ob.Alignment, ...]:
    """Those of the achievement, of one of its results, or of one level of a result."""
    alignments: list[Alignment] = list(rows)  # type: ignore[call-overload]
    return tuple(
        ob.Alignment(
            target_name=row.target_name,
            target_url=row.target_url,
            target_code=row.target_code or None,
            target_framework=row.target_framework or None,
            target_type=row.target_type or None,
            target_description=row.target_description or None,
        )
        for row in alignments
        if row.result_description_id == of and row.level_id == level
    )


def _evidence(evidence: AwardEvidence) -> ob.Evidence:
    digest = f"SHA-256 {evidence.sha256}" if evidence.sha256 else ""
    return ob.Evidence(
        id=evidence.url or None,
        name=evidence.name,
        description=" · ".join(part for part in (evidence.description, digest) if part) or None,
        narrative=evidence.narrative or None,
        genre=evidence.genre or None,
    )


def _number(value: Decimal | None) -> str | None:
    """Results are text in OB 3.0: 82.5, and 70 rather than 70.00."""
    return None if value is None else f"{value.normalize():f}"


def _urn(identifier: UUID) -> str:
    return f"urn:uuid:{identifier}"
