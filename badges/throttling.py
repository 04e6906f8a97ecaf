"""How often one address may ask for a verification, by page and API together."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework.throttling import SimpleRateThrottle

from credcenter.web.client_address import client_address


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
