"""What the issuers of 1EdTech's and the DCC's examples would answer; example.com publishes no keys."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from badges.openbadges import Unresolvable, did_document

NOW = datetime(2026, 11, 23, tzinfo=UTC)
KEYS = [
    "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi",
    "z6Mknyb2Gb4NxzW3xSr9ChTtdQZ1zs77piQ3r9SaJ9vMzmrs",
    "z6MknNHHrBzPytzu6CUBP9Lg7fg4KSBjzimc2Frh693YbMiv",
    "z6MkoMGF38Ck9xkdqrbZt4h9eHb1qc3GhAAkoSWa4Vy3SHRN",
    "z6MkvREVgsHx7Ppae68vCoByy73ZD4aMSJiPML2cryVL8JAx",
    "z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x",
]
ISSUERS = (
    "https://example.com/issuers/876543",
    "https://example.edu/issuers/565049",
    "https://1edtech.edu/issuers/565049",
    "https://state.gov/issuers/565049",
)
FIXTURES = "https://digitalcredentials.github.io/vc-test-fixtures/"
TESTLIST = "/ob30/bit-string-list/testlist"


class Publisher:
    """What the issuers of the examples would answer."""

    def __init__(self, standards: Path) -> None:
        self._examples = standards / "examples"

    def resolve(self, url: str) -> bytes:
        if url in ISSUERS:
            return json.dumps(did_document(url, KEYS)).encode()
        path = self._examples / "dcc-vc-test-fixtures" / url.removeprefix(FIXTURES)
        if url.endswith(TESTLIST):
            path = self._examples / "ob30" / "bit-string-list" / "testlist"
        if not path.is_file():
            raise Unresolvable(url, reason="404")
        return path.read_bytes()
