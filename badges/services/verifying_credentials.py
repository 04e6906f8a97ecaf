"""Verification of credentials of any kind and of presentations, for the VC-API.

By the same means as that of badges: our own documents first, then the pinned ones, then the network.
Nothing of what is handed in is kept. A surprise means "could not verify", never "valid".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from badges import openbadges as ob
from badges.adapters import http
from badges.openbadges.checks.bounds import Expected
from badges.openbadges.errors import Unreadable
from badges.openbadges.report import Check, Report
from badges.openbadges.verifiable import examine_unsigned as examine
from badges.selectors import documents
from badges.services.status_publishing import publish_stale
from badges.services.verifying import Resolver, surprise, unreadable
from credcenter.kernel import clock

Result = TypeVar("Result")


def verify_credential(data: bytes, *, expected: Expected) -> Report:
    """Verify a credential as JSON, as a JWT or in an envelope. Raises InvalidInput for anything else."""
    return _guarded(
        lambda: ob.verify_credential(data, **_circumstances(), expected=expected), failing=surprise
    )


def verify_presentation(
    data: bytes, *, challenge: str | None, domain: str | Sequence[str] | None
) -> ob.PresentationReport:
    """Verify a presentation and what it holds. Raises InvalidInput for what is none."""
    return _guarded(
        lambda: ob.verify_presentation(
            data, **_circumstances(), challenge=challenge, domain=domain
        ),
        failing=_presentation_surprise,
    )


def examine_unsigned(document: Mapping[str, Any]) -> list[Check]:
    """What is wrong with a credential before it is signed; see the core's function of that name."""
    return examine(document, now=clock.now(), resolver=Resolver(fetch=None))


def self_check(data: bytes) -> Report:
    """What we just signed, by our own documents alone. Raises our own typed faults."""
    publish_stale()
    return ob.verify_credential(
        data,
        now=clock.now(),
        resolver=Resolver(fetch=None),
        known_issuers=documents.own_dids().__contains__,
    )


def _guarded(verify: Callable[[], Result], *, failing: Callable[[Exception], Result]) -> Result:
    # The boundary towards strangers' input: a fault of ours must not read as an answer.
    try:
        # A list that is signed in the middle of a verification would begin to hold after its "now".
        publish_stale()
        return verify()
    except Unreadable as error:
        raise unreadable(error) from error
    except Exception as error:  # noqa: BLE001  (logged there, with its traceback)
        return failing(error)


def _circumstances() -> dict[str, Any]:
    return {
        "now": clock.now(),
        "resolver": Resolver(fetch=http.fetch),
        "known_issuers": documents.known_dids().__contains__,
    }


def _presentation_surprise(error: Exception) -> ob.PresentationReport:
    report = surprise(error)
    return ob.PresentationReport(report.verdict, report.checks, (), {})
