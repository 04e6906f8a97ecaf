"""Data Integrity proofs: ``eddsa-rdfc-2022``, ``ecdsa-rdfc-2019`` and ``Ed25519Signature2020``.

``sign`` makes them (VC-DI-EdDSA section 3.2, VC-DI-ECDSA section 3.2); the verifier uses the hashes.
Refuses to sign what safe mode refuses, what already carries a proof, and with a key other than the
one the verification method names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from badges.openbadges import strict_json, suites
from badges.openbadges.canonical import canonical_bytes, canonical_bytes_and_json
from badges.openbadges.contexts import ExtraContexts, used
from badges.openbadges.datetimes import format_time
from badges.openbadges.errors import KeyFormatError, SigningError
from badges.openbadges.keys import PublicKey, decode_multikey
from badges.openbadges.multibase import decode_base58, encode_base58
from badges.openbadges.safe_mode import IRI
from badges.openbadges.suites import Suite
from badges.openbadges.types import SignedCredential, Signer, UnsignedCredential
from badges.openbadges.vocabularies import ED25519_2020

PURPOSE = "assertionMethod"
_SIGNATURE_BYTES = {"Ed25519": 64, "P-256": 64, "P-384": 96}


def sign(
    unsigned: UnsignedCredential,
    *,
    signer: Signer,
    verification_method: str,
    created: datetime,
    for_older_wallets: bool = False,
    caller_verifies: bool = False,
    extra_contexts: ExtraContexts | None = None,
) -> SignedCredential:
    """Sign a document; with Ed25519 the same input gives the same bytes.

    ``created`` is aware. The key decides on the suite. ``for_older_wallets`` adds an
    ``Ed25519Signature2020`` proof to the set, and its context to the document. ``caller_verifies``
    promises that nothing of it leaves before the caller has verified the whole; otherwise the
    signature is verified here, which takes longer than everything else together. Raises
    ``SigningError``, ``DataLossError``, ``CanonicalizationError`` or ``ContextError``.
    """
    key = _refuse_unsignable(unsigned, signer, verification_method, created)
    chosen = suites.suite_for(key.kind)
    if chosen is None or (for_older_wallets and chosen is not suites.EDDSA):
        raise SigningError("sign.key_kind")
    document = dict(unsigned.document)
    context = document["@context"]
    listed = context if isinstance(context, list) else [context]
    if for_older_wallets and ED25519_2020 not in listed:
        document["@context"] = [*listed, ED25519_2020]
    # Steps 2 to 4 of the suites' section 3.2.1, once for all proofs of the set.
    quads, text = canonical_bytes_and_json(
        document,
        extra_contexts=used(document, extra_contexts),
        algorithm=suites.hash_name(key.kind),
    )
    made = [
        _prove(
            _options(suite, verification_method, created),
            quads=quads,
            context=document["@context"],
            signer=signer,
            key=None if caller_verifies else key,
            algorithm=suites.hash_name(key.kind),
            extra_contexts=extra_contexts,
        )
        for suite in ((chosen, suites.ED25519_2020) if for_older_wallets else (chosen,))
    ]
    # An array: the OB 3.0 schema asks for one.
    document["proof"] = [proof for proof, _ in made]
    data = b'%b,"proof":[%b]}' % (text[:-1], b",".join(written for _, written in made))
    return SignedCredential(document, data, hashlib.sha256(data).hexdigest())


def _options(suite: Suite, verification_method: str, created: datetime) -> dict[str, str]:
    """The options, in the order in which they are published."""
    return {
        "type": suite.label["type"],
        "created": format_time(created),
        "verificationMethod": verification_method,
        **{name: text for name, text in suite.label.items() if name == "cryptosuite"},
        "proofPurpose": PURPOSE,
    }


def _prove(
    options: dict[str, str],
    *,
    quads: bytes,
    context: Any,
    signer: Signer,
    key: PublicKey | None,
    algorithm: str,
    extra_contexts: ExtraContexts | None,
) -> tuple[dict[str, str], bytes]:
    """A proof, verified if there is a ``key``, and the same as JSON."""
    named = tuple(context) if isinstance(context, list) else (context,)
    extra = used({"@context": context}, extra_contexts)
    if extra or not all(isinstance(name, str) for name in named):
        hashed, text = _hash_and_json(
            options, context=context, algorithm=algorithm, extra_contexts=extra
        )
    else:
        hashed, text = _remembered(tuple(options.items()), named, algorithm)
    data = hashed + quads_hash(quads, algorithm=algorithm)
    signature = signer.sign(data)
    if key is not None and not suites.signature_holds(signature, data, key=key):
        raise SigningError("sign.signer_broken")
    value = encode_base58(signature)
    return options | {"proofValue": value}, b'%b,"proofValue":"%b"}' % (text[:-1], value.encode())


# What a batch signs within one second has the same options.
@lru_cache(maxsize=64)
def _remembered(
    options: tuple[tuple[str, str], ...], context: tuple[str, ...], algorithm: str
) -> tuple[bytes, bytes]:
    return _hash_and_json(
        dict(options), context=list(context), algorithm=algorithm, extra_contexts=None
    )


def _hash_and_json(
    options: dict[str, str],
    *,
    context: Any,
    algorithm: str,
    extra_contexts: ExtraContexts | None,
) -> tuple[bytes, bytes]:
    hashed = options_hash(
        options,
        context=context,
        algorithm=algorithm,
        extra_contexts=extra_contexts,
        to_sign=True,
    )
    return hashed, strict_json.dumps(options)


def document_quads(
    document: Mapping[str, Any],
    *,
    previous: Iterable[Mapping[str, Any]] = (),
    algorithm: str = "sha256",
    extra_contexts: ExtraContexts | None = None,
) -> bytes:
    """The canonical document without its proofs, but with those that a chained proof builds on.

    VC Data Integrity 1.0 sections 4.3 and 4.4. ``algorithm`` is the hash of the key's curve: it also
    tells blank nodes apart, which is SHA-384 with P-384 (VC-DI-ECDSA section 3.2, and its vectors of
    a document with blank nodes).
    """
    unsecured = {key: value for key, value in document.items() if key != "proof"}
    chained = list(previous)
    if chained:
        unsecured["proof"] = chained
    extra = used(unsecured, extra_contexts)
    return canonical_bytes(unsecured, extra_contexts=extra, algorithm=algorithm)


def quads_hash(quads: bytes, *, algorithm: str = "sha256") -> bytes:
    """The hash of canonical N-Quads."""
    return hashlib.new(algorithm, quads).digest()


def document_hash(
    document: Mapping[str, Any], *, extra_contexts: ExtraContexts | None = None
) -> bytes:
    """SHA-256 of the canonical document without its proofs."""
    return quads_hash(document_quads(document, extra_contexts=extra_contexts))


def options_hash(
    options: Mapping[str, Any],
    *,
    context: Any,
    algorithm: str = "sha256",
    extra_contexts: ExtraContexts | None = None,
    to_sign: bool = False,
) -> bytes:
    """Hash of the canonical proof options, read with the document's context (section 3.2.5).

    ``options`` may carry ``proofValue``; it is left out. ``to_sign`` as in ``canonical_bytes``.
    """
    config = {key: value for key, value in options.items() if key != "proofValue"}
    config["@context"] = context
    extra = used(config, extra_contexts)
    quads = canonical_bytes(config, extra_contexts=extra, to_sign=to_sign, algorithm=algorithm)
    return quads_hash(quads, algorithm=algorithm)


def signature_of(proof: Mapping[str, Any], *, kind: str) -> bytes | None:
    """The bytes of a ``proofValue`` by a key of that kind, or None if it is not one."""
    value = proof.get("proofValue")
    try:
        signature = decode_base58(value) if isinstance(value, str) else b""
    except KeyFormatError:
        return None
    return signature if len(signature) == _SIGNATURE_BYTES[kind] else None


def _refuse_unsignable(
    unsigned: UnsignedCredential, signer: Signer, verification_method: str, created: datetime
) -> PublicKey:
    if "proof" in unsigned.document:
        raise SigningError("sign.already_signed")
    if not unsigned.document.get("@context"):
        # Without one nothing in it means anything, so nothing would be signed.
        raise SigningError("sign.no_context")
    try:
        key = decode_multikey(signer.public_key_multibase)
    except KeyFormatError as error:
        raise SigningError("sign.key_kind") from error
    if not IRI.fullmatch(verification_method) or "#" not in verification_method:
        raise SigningError("sign.method", method=verification_method)
    fragment = verification_method.partition("#")[2]
    # A fragment that is a key has to be this one; others are names that the controller gives.
    if _is_multikey(fragment) and fragment != signer.public_key_multibase:
        raise SigningError("sign.other_key", method=verification_method)
    if created.tzinfo is None:
        raise SigningError("sign.naive_time")
    return key


def _is_multikey(text: str) -> bool:
    try:
        decode_multikey(text)
    except KeyFormatError:
        return False
    return True
