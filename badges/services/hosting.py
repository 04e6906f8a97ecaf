"""Open Badges 2.0 for services that read nothing newer: hosted Assertion, BadgeClass and issuer Profile.

What makes them verifiable is that they lie at the issuer's own address, where anybody may fetch them: so
a badge has an Assertion only while its page is open, and none where the centre has no public https
address. A revoked one says so. Refuses what 2.0 asks for and we do not know (a mail address, mostly).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from badges import openbadges as ob
from badges.adapters import storage
from badges.enums import CredentialState
from badges.models import AchievementVersion, Credential
from badges.openbadges import strict_json
from badges.openbadges.errors import InvalidCredential
from badges.rules import public_reason
from badges.selectors import credentials, documents, hosting, issuers
from badges.selectors.achievements import whole_versions
from badges.services import building, minting
from badges.services.baking import signed_of
from badges.services.building import Builder
from credcenter.kernel.errors import NotFound


class Assertion(NamedTuple):
    """The document at an Assertion's address; one that is revoked is served with 410 Gone."""

    document: dict[str, Any]
    is_revoked: bool


def assertion(credential_id: UUID) -> Assertion:
    """The Assertion of a badge whose page is open; NotFound."""
    _require_public_address()
    credential = hosting.shared_credential(credential_id)
    if credential is None:
        raise NotFound(_("There is no such credential."), code="credential_unknown")
    version = whole_versions().get(pk=credential.version_id)
    document = _complete(
        lambda: ob.legacy_assertion(
            Builder(version).assertion(credential),
            url=hosting.assertion_address(credential.pk),
            badge_url=hosting.badge_address(version),
        )
    )
    revocation = _revocation(credential)
    return Assertion(document | revocation, bool(revocation))


def badge_class(achievement_id: UUID, number: int) -> dict[str, Any]:
    """The BadgeClass of one wording; NotFound."""
    _require_public_address()
    version = hosting.wording(achievement_id, number)
    if version is None:
        raise NotFound(_("There is no such badge."), code="achievement_unknown")
    return _complete(lambda: _badge_class(version))


def issuer(slug: str) -> dict[str, Any]:
    """The Profile of an issuer; NotFound."""
    _require_public_address()
    found = documents.issuer_by_slug(slug)
    if found is None:
        raise NotFound(_("There is no such issuer."), code="issuer_unknown")
    profile = ob.Profile(
        id=hosting.issuer_address(slug),
        name=found.name.both(),
        url=found.url or f"{settings.CREDCENTER_BASE_URL}/issuers/{slug}",
        email=found.email or None,
        description=found.description.both() or None,
    )
    return _complete(lambda: ob.legacy_issuer(profile, url=profile.id))


def baked(credential_id: UUID) -> ob.BakedImage:
    """The badge image with the Assertion inside, as Open Badges 2.0 bakes it; NotFound, also once it is revoked."""
    document, is_revoked = assertion(credential_id)
    if is_revoked:
        raise NotFound(_("This badge was revoked."), code="credential_revoked")
    data = strict_json.dumps(document)
    credential = credentials.by_id(credential_id)
    return ob.bake(storage.read_artwork(str(credential.version.artwork.name)), signed_of(data))


def _badge_class(version: AchievementVersion) -> dict[str, Any]:
    published = building.achievement(
        version,
        url=minting.address_of("achievements", str(version.achievement_id)),
        artwork_url=minting.artwork_address(version.artwork_sha256),
    )
    return ob.legacy_badge_class(
        published,
        url=hosting.badge_address(version),
        issuer_url=hosting.issuer_address(version.achievement.issuer.slug),
    )


def _revocation(credential: Credential) -> dict[str, Any]:
    """Open Badges 2.0, Assertion: `revoked` and, where it may be told, `revocationReason`."""
    if credential.state != CredentialState.REVOKED:
        return {}
    reason = public_reason(credential.revocation_reason)
    return {"revoked": True} | ({"revocationReason": reason} if reason else {})


def _require_public_address() -> None:
    if not issuers.has_public_address():
        message = _(
            "Open Badges 2.0 is verified at the issuer's public https address, which this centre "
            "does not have. Take the badge as JSON, PNG or SVG."
        )
        raise NotFound(message, code="hosting_needs_https")


def _complete(build: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What the core builds; NotFound where it lacks what 2.0 requires."""
    try:
        return build()
    except InvalidCredential as error:
        message = _("Open Badges 2.0 asks for something that is not known here: %(what)s.")
        what = error.params.get("path", error.code)
        raise NotFound(message % {"what": what}, code="hosting_incomplete") from error
