"""How often one address may ask for a verification, by page and API together, and a token for a signature."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.throttling import SimpleRateThrottle

from credcenter.web.client_address import client_address

TOO_MANY = _("Too many verifications from your address. Please wait a minute.")


class VerifyThrottle(SimpleRateThrottle):
    """A verification costs CPU time and may fetch from the network; off with CREDCENTER_RATELIMIT=off.

    The address is counted, not stored: the cache forgets it after the window.
    """

    scope = "verify"

    def get_rate(self) -> str | None:
        rates: Any = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
        rate: str | None = rates[self.scope]
        return rate

    def get_cache_key(self, request: Any, _view: Any) -> str:
        """One count for each address."""
        return f"throttle-{self.scope}-{client_address(request)}"


class IssueThrottle(VerifyThrottle):
    """Who has a token may still not keep the signer from everybody else. One count for each token."""

    scope = "issue"

    def get_cache_key(self, request: Any, _view: Any) -> str:
        return f"throttle-{self.scope}-{request.auth.pk}"


def wait_before_verifying(request: Any) -> int:
    """Count one more verification by a page: 0 when it may be made, or the seconds to wait."""
    throttle = VerifyThrottle()
    if throttle.allow_request(request, None):  # type: ignore[arg-type]
        return 0
    return int(throttle.wait() or 0) + 1
