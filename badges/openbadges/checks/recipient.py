"""Whom it is for, when the caller asks (OB 3.0 section 9.1 step 5 and section 9.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badges.openbadges.checks.document import objects
from badges.openbadges.identity import matches
from badges.openbadges.report import Check, failed, not_checked, passed


def check_recipient(document: Mapping[str, Any], *, recipient: str) -> Check:
    """Whether any identifier, or the subject's id, names ``recipient``."""
    subject = document.get("credentialSubject")
    if not isinstance(subject, Mapping):
        return not_checked("recipient", "recipient.not_comparable")
    if subject.get("id") in (recipient, f"mailto:{recipient}"):
        return passed("recipient", "recipient.matches")
    identifiers = objects(subject.get("identifier"))
    if any(matches(identity, recipient) for identity in identifiers):
        return passed("recipient", "recipient.matches")
    if not identifiers:
        # A DID says nothing about a mail address or a student number.
        return not_checked("recipient", "recipient.not_comparable")
    return failed("recipient", "recipient.other")
