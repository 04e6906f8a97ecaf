"""Whether a JWT holds: its header, the issuer's key, its signature, its claims.

OB 3.0 section 8.2 ("JSON Web Token Proof Format") with RFC 8725. The algorithm has to fit the key that the
issuer publishes; a key that came along in the header proves nothing about the issuer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from badges.openbadges import jwt
from badges.openbadges.checks.key import Key, find_key, find_key_at
from badges.openbadges.checks.signature import Bearings
from badges.openbadges.errors import KeyFormatError
from badges.openbadges.json_web_key import public_key_of
from badges.openbadges.report import Check, failed, not_checked, passed, warned
from badges.openbadges.safe_mode import IRI


def check_token(token: jwt.Token, *, issuer: str | None, bearings: Bearings) -> list[Check]:
    """The checks ``proof``, ``key`` and ``claims``."""
    unusable = next(_header_faults(token), None)
    if unusable is not None or issuer is None:
        open_ = not_checked("proof", "proof.no_basis")
        return [unusable or open_, not_checked("key", "key.no_proof")]
    key = _find(token, issuer, bearings)
    if key.public_key is None:
        return [not_checked("proof", "proof.no_key"), key.check, _check_claims(token)]
    algorithm = token.header["alg"]
    if key.public_key.kind != jwt.ALGORITHMS[algorithm]:
        wrong = failed("key", "key.kind", kind=key.public_key.kind)
        return [not_checked("proof", "proof.no_key"), wrong, _check_claims(token)]
    if not jwt.holds(token.signature, token.signed, algorithm=algorithm, key=key.public_key):
        return [failed("proof", "proof.broken"), key.check, _check_claims(token)]
    return [passed("proof", "proof.holds", suite=algorithm), key.check, _check_claims(token)]


def _header_faults(token: jwt.Token) -> Iterator[Check]:
    algorithm = token.header.get("alg")
    if isinstance(algorithm, str) and algorithm in jwt.FOREIGN_ALGORITHMS:
        yield not_checked("proof", "proof.unsupported", suite=algorithm)
    if not isinstance(algorithm, str) or algorithm not in jwt.ALGORITHMS:
        # "none" signs nothing, and HS256 would take the public key for a shared secret.
        yield failed("proof", "proof.algorithm", algorithm=str(algorithm)[:40])
    for name in token.header:
        if name not in jwt.HEADER_MEMBERS:
            # "crit", "b64", "jku", "x5u" and their like change what is signed or whose key counts.
            yield failed("proof", "proof.header", field=name[:40])
    kind = token.header.get("typ", "JWT")
    if not isinstance(kind, str) or kind not in jwt.TYPES:
        yield failed("proof", "proof.header", field="typ")


def _find(token: jwt.Token, issuer: str, bearings: Bearings) -> Key:
    kid = token.header.get("kid")
    if kid is None and "jwk" in token.header:
        return Key(not_checked("key", "key.embedded"))
    if not isinstance(kid, str) or not IRI.fullmatch(kid):
        return Key(failed("key", "key.unnamed"))
    if "#" in kid or kid.startswith("did:"):
        found = find_key(
            kid,
            issuer=issuer,
            created=None,
            now=bearings.now,
            resolver=bearings.resolver,
            purpose=bearings.purpose,
        )
    else:
        found = find_key_at(kid, issuer=issuer, resolver=bearings.resolver)
    return _refuse_other(found, token.header.get("jwk"))


def _refuse_other(found: Key, embedded: Any) -> Key:
    if embedded is None or found.public_key is None:
        return found
    try:
        same = public_key_of(embedded) == found.public_key
    except KeyFormatError:
        same = False
    return found if same else Key(failed("key", "key.embedded_other"))


def _check_claims(token: jwt.Token) -> Check:
    name = jwt.contradiction(token)
    if name is not None:
        return failed("claims", "claims.differ", claim=name)
    if jwt.lacks_subject(token):
        # Required (OB 3.0 section 8.2.6), but a missing claim contradicts nothing (decision 0012).
        return warned("claims", "claims.no_subject")
    return passed("claims", "claims.agree")
