"""A client of the VC-API as W3C's suites are: it posts JSON with a token and looks at the status."""

from __future__ import annotations

import json
from typing import Any

from badges.selectors import issuers
from badges.services.keys import ensure_signing_key
from credcenter.accounts.enums import Scope
from credcenter.accounts.tokens import create_token
from credcenter.kernel.audit import COMMAND, SYSTEM
from tests.openbadges import presented

_PATHS = {
    "issue": "/vc-api/credentials/issue",
    "verify": "/vc-api/credentials/verify",
    "present": "/vc-api/presentations/verify",
}


class VcClient:
    def __init__(self, client) -> None:
        self._client = client
        self.key = ensure_signing_key(actor=SYSTEM)
        self.token = create_token([Scope.ISSUE], actor=COMMAND)

    @property
    def did(self) -> str:
        return issuers.did_of(self.key)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token.secret}"}

    def credential(self, **changes: Any) -> dict[str, Any]:
        return presented.credential(**({"issuer": self.did} | changes))

    def post(self, what, body, *, content_type="application/json", headers=None):
        sent = self.headers if headers is None else headers
        return self._client.post(_PATHS[what], body, content_type=content_type, headers=sent)

    def post_issue(self, document, *, token=None, **options):
        headers = {"Authorization": f"Bearer {token}"} if token else None
        body = {"credential": document, "options": options}
        return self.post("issue", json.dumps(body), headers=headers)

    def issue(self, document) -> dict[str, Any]:
        answer = self.post_issue(document)
        assert answer.status_code == 201, answer.content
        return answer.json()["verifiableCredential"]

    def post_verify(self, document, **options):
        body = {"verifiableCredential": document, "options": options}
        return self.post("verify", json.dumps(body), headers={})

    def post_present(self, document, *, member="verifiablePresentation", **options):
        return self.post("present", json.dumps({member: document, "options": options}), headers={})
