"""Stages 10 and 11: sign, and check what was signed. A credential that does not verify is never stored."""

from __future__ import annotations

from badges import openbadges as ob
from badges.adapters import keystore
from badges.models import Credential
from badges.services import verifying
from credcenter.kernel.errors import CredcenterError


class SelfCheckFailed(CredcenterError):
    """What this centre signed does not verify: a fault of ours, never stored and never handed out."""

    code = "self_check_failed"


def sign(
    credential: Credential, unsigned: ob.UnsignedCredential, *, check: verifying.SelfCheck
) -> ob.SignedCredential:
    """Sign with the key and the time frozen at mint, and verify the result as anyone would."""
    signed = ob.sign(
        unsigned,
        signer=keystore.signer(credential.signing_key.name),
        verification_method=credential.frozen["verification_method"],
        created=credential.minted_at,
        caller_verifies=True,
    )
    require_verified(signed, check=check)
    return signed


def require_verified(
    signed: ob.SignedCredential, *, check: verifying.SelfCheck | None = None
) -> None:
    """Verify what we signed as anyone would; SelfCheckFailed. A claim hands in the check that it shares."""
    report = (check or verifying.SelfCheck()).verify(signed.data)
    if report.verdict != "verified":
        faults = [check for check in report.checks if check.outcome in {"failed", "not_checked"}]
        message = "; ".join(check.message("en") for check in faults)
        raise SelfCheckFailed(message, verdict=report.verdict)
