"""The certificate of `./script/server --https`: self-signed, for this machine alone.

Made on the first such start and kept, so that whoever chose to trust it does so once. It is made
anew when it is near its end, or when it and its key do not fit together.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

HOST = "localhost"
VALID = dt.timedelta(days=365)
RENEWED_BEFORE_END = dt.timedelta(days=30)
# Clocks of browsers in virtual machines run behind.
_BEFORE_NOW = dt.timedelta(hours=1)
_ADDRESSES = ("127.0.0.1", "::1")


@dataclass(frozen=True)
class Certificate:
    """Two PEM files, readable by their owner alone."""

    certificate: Path
    key: Path


def certificate_in(data: Path, *, now: dt.datetime) -> Certificate:
    """The certificate of a data folder, made where there is no good one. `now` is aware."""
    folder = data / "tls"
    files = Certificate(folder / "certificate.pem", folder / "key.pem")
    if not _is_good(files, now=now):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(files, now=now)
    return files


def _is_good(files: Certificate, *, now: dt.datetime) -> bool:
    try:
        certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
        key = load_pem_private_key(files.key.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        return False
    fits = certificate.public_key() == key.public_key()
    return fits and now < certificate.not_valid_after_utc - RENEWED_BEFORE_END


def _make(files: Certificate, *, now: dt.datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # A start that is killed between the two leaves a pair that does not fit: the next makes another.
    _write(files.key, secret)
    _write(files.certificate, _sign(key, now=now).public_bytes(Encoding.PEM))


def _sign(key: ec.EllipticCurvePrivateKey, *, now: dt.datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    names: list[x509.GeneralName] = [x509.DNSName(HOST)]
    names += [x509.IPAddress(ipaddress.ip_address(address)) for address in _ADDRESSES]
    public = key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BEFORE_NOW)
        .not_valid_after(now + VALID)
    )
    # It can vouch for itself and for nothing else: whoever trusts it lets nobody else in.
    extensions: list[tuple[x509.ExtensionType, bool]] = [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.SubjectAlternativeName(names), False),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.SubjectKeyIdentifier.from_public_key(public), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(public), False),
    ]
    for extension, is_critical in extensions:
        builder = builder.add_extension(extension, critical=is_critical)
    return builder.sign(key, hashes.SHA256())


def _write(file: Path, data: bytes) -> None:
    draft = file.with_name(f".{file.name}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
    draft.replace(file)
