"""JSON-LD contexts, pinned by SHA-256 and never fetched.

The documents come with the package ``openbadgeslib``; the hashes are ours, so that an update of
that package cannot change what our signatures cover. Those that it lacks are our own
(``vocabularies``). Refuses every other context, except those an
operator hands over as ``extra`` (OB 3.0 B.1.2; VC 2.0 section 5.2, "Validating contexts").
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from openbadgeslib.ob3.contexts import load_context

from badges.openbadges.errors import ContextError
from badges.openbadges.vocabularies import OWN

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OB_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CLR_CONTEXT = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
# Its earlier editions are not carried by any package.
CLR_MOVING = "https://purl.imsglobal.org/spec/clr/v2p0/context.json"
OPEN_BADGES_2 = "https://w3id.org/openbadges/v2"
MULTIKEY_V1 = "https://w3id.org/security/multikey/v1"
JWK_V1 = "https://w3id.org/security/jwk/v1"

# Order of OB 3.0 B.1.2; the third because credentialSchema's type is defined only there.
ISSUED = (CREDENTIALS_V2, OB_CONTEXT, OB_EXTENSIONS)

# A moving target; the package answers it with 3.0.3, and so do we.
OB_MOVING = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"
_OB_3_0_3 = "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84"
PINNED: Mapping[str, tuple[str, str]] = {
    CREDENTIALS_V2: (
        "credentials-v2.json",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    OB_CONTEXT: ("ob-v3p0-context-3.0.3.json", _OB_3_0_3),
    OB_MOVING: ("ob-v3p0-context-3.0.3.json", _OB_3_0_3),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": (
        "ob-v3p0-context-3.0.2.json",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": (
        "ob-v3p0-context-3.0.1.json",
        "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
    ),
    OB_EXTENSIONS: (
        "ob-v3p0-extensions.json",
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
    ),
    CLR_CONTEXT: (
        "clr_context_2.0.1.json",
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    ),
    CLR_MOVING: (
        "clr_context_2.0.1.json",
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    ),
    "https://w3id.org/security/data-integrity/v2": (
        "security-data-integrity-v2.json",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    ),
    MULTIKEY_V1: (
        "security-multikey-v1.json",
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    ),
}

MOVING = (OB_MOVING, CLR_MOVING)

ExtraContexts = Mapping[str, Mapping[str, Any]]
Loader = Callable[[str, Any], dict[str, Any]]


def packaged(url: str) -> bytes:
    """The bytes of a published context that came with a package; ``ContextError``."""
    if url not in PINNED:
        raise ContextError("context.unknown", url=url)
    name, expected = PINNED[url]
    data = resources.files(load_context.__module__).joinpath(name).read_bytes()
    if hashlib.sha256(data).hexdigest() != expected:
        raise ContextError("context.changed", url=url)
    return data


@cache
def pinned(url: str) -> Mapping[str, Any]:
    """The context document of ``url``; ``ContextError`` if it is not ours or was changed."""
    if url in OWN:
        return OWN[url]
    document: Mapping[str, Any] = json.loads(packaged(url))
    return document


def is_fixed(url: str) -> bool:
    """Whether we know what this address means, once and for all: nobody may hand over something else."""
    return url not in MOVING and (url in PINNED or url in OWN)


def loader(extra: ExtraContexts | None = None) -> Loader:
    """A pyld document loader over the pinned contexts and ``extra`` (URL to document)."""
    added = dict(extra or {})

    def load(url: str, _options: Any) -> dict[str, Any]:
        answer: dict[str, Any] = {"contextUrl": None, "documentUrl": url}
        if url in added:
            # No static tag: the next caller may bring other bytes for this address.
            return answer | {"document": json.loads(json.dumps(added[url]))}
        # The tag keeps pyld's processed form of it, which makes signing 1.5 times faster.
        return answer | {"document": json.loads(json.dumps(pinned(url))), "tag": "static"}

    return load


def refuse_unknown(entry: Any, extra: ExtraContexts | None = None) -> None:
    """Raise ``ContextError`` for an entry of ``@context`` that is inline or not known."""
    if not isinstance(entry, str):
        # An inline map may redefine terms for this document alone; nobody can know such contexts.
        raise ContextError("context.inline")
    if extra is None or entry not in extra:
        pinned(entry)


def used(document: Mapping[str, Any], extra: ExtraContexts | None) -> ExtraContexts | None:
    """Those of ``extra`` that a document names, by way of each other too; None if it names none.

    So ``extra`` may read its documents when it is asked for one, and a document that names none of them
    costs what it always costs.
    """
    if extra is None:
        return None
    found: dict[str, Mapping[str, Any]] = {}
    pending = list(named_in(document))
    while pending:
        entry = pending.pop()
        if isinstance(entry, str) and entry not in found and entry in extra:
            found[entry] = extra[entry]
            pending.extend(_imported(found[entry]))
    return found or None


def _imported(value: Any) -> Iterator[Any]:
    """What a context document refers to: by ``@context`` at any depth, or by ``@import``."""
    if isinstance(value, Mapping):
        for key, member in value.items():
            if key in ("@context", "@import"):
                yield from member if isinstance(member, list) else [member]
            yield from _imported(member)
    elif isinstance(value, list):
        for member in value:
            yield from _imported(member)


def first_of(document: Mapping[str, Any]) -> str | None:
    """The first entry of ``@context``, which tells the data model; None if it is no address."""
    named = document.get("@context")
    first = named[0] if isinstance(named, list) and named else named
    return first if isinstance(first, str) else None


# A dict is told at once; to ask whether something is a Mapping takes ten times as long.
_OBJECTS = (dict, Mapping)


def named_in(value: Any) -> Iterator[Any]:
    """Each entry of each ``@context`` anywhere in a document, in order: URLs and inline maps."""
    # A loop and no recursion: this is asked of every document several times.
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, list):
            pending.extend(reversed(current))
        elif isinstance(current, _OBJECTS):
            entries = current.get("@context", [])
            yield from entries if isinstance(entries, list) else [entries]
            inner = [
                member
                for key, member in current.items()
                if type(member) is not str and key != "@context"
            ]
            pending.extend(reversed(inner))


def steps_of(document: Mapping[str, Any]) -> int:
    """How often a context is applied to what those before it made of the words, the same to the same once.

    That is what reading the contexts costs: however often a record's badges name the same four, they are four steps.
    """
    known: dict[tuple[int, str], int] = {}
    pending: list[tuple[Any, int]] = [(document, 0)]
    while pending:
        current, active = pending.pop()
        if isinstance(current, list):
            pending.extend((member, active) for member in current)
        elif isinstance(current, _OBJECTS):
            entries = current.get("@context", [])
            for entry in entries if isinstance(entries, list) else [entries]:
                active = known.setdefault((active, str(entry)), len(known) + 1)
            pending.extend(
                (member, active)
                for key, member in current.items()
                if type(member) is not str and key != "@context"
            )
    return len(known)
