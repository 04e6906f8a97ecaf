"""The issuer: a profile, or on VC 2.0 no more than an address; known or not."""

from __future__ import annotations

from typing import Any

import pytest

from badges.openbadges.checks.issuer import check_issuer
from badges.openbadges.contexts import CREDENTIALS_V2
from badges.openbadges.vocabularies import CREDENTIALS_V1
from tests.openbadges import samples
from tests.openbadges.samples import DID, report_on

PROFILE = {"id": DID, "type": ["Profile"], "name": "한빛대학교"}


def test_an_address_alone_is_legal_and_worth_a_warning() -> None:
    document = samples.document(samples.simple()) | {"issuer": DID}
    report = report_on(samples.signed(document))
    assert (report.verdict, report.check("issuer").code) == ("verified", "issuer.address_alone")


@pytest.mark.parametrize(
    ("context", "issuer", "known", "code"),
    [
        (CREDENTIALS_V2, PROFILE, None, "issuer.profile"),
        (CREDENTIALS_V1, PROFILE, None, "issuer.profile"),
        (CREDENTIALS_V2, DID, True, "issuer.known"),
        (CREDENTIALS_V2, DID, False, "issuer.unknown"),
        # OB 3.0 on VC 1.1 asks for a whole profile.
        (CREDENTIALS_V1, DID, True, "issuer.no_profile"),
        (CREDENTIALS_V2, "한빛대학교", True, "issuer.no_profile"),
        (CREDENTIALS_V2, {"id": DID, "type": "Organization"}, True, "issuer.no_profile"),
        (CREDENTIALS_V2, [PROFILE], True, "issuer.no_profile"),
        (CREDENTIALS_V2, None, None, "issuer.no_profile"),
    ],
)
def test_the_issuer(context: str, issuer: Any, known: Any, code: str) -> None:
    document = {"@context": [context], "issuer": issuer}
    asked = None if known is None else lambda _: known
    assert check_issuer(document, known_issuers=asked).code == code
