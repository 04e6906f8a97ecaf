"""The guarded fetch under TLS: the name in the certificate must be the name that was asked for."""

from __future__ import annotations

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from badges.adapters import http
from badges.adapters.http import FetchFailed
from credcenter.kernel import clock
from tests.support.web_server import serve

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture
def certificate(tmp_path):
    """A self-signed certificate of `localhost` with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(subject_name=name, issuer_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock.now() - dt.timedelta(days=1))
        .not_valid_after(clock.now() + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path / "server.pem"
    file.write_bytes(private + made.public_bytes(pem))
    return file


@pytest.fixture
def server(certificate, settings):
    server = serve((OK,), certificate=certificate)
    settings.CREDCENTER_FETCH_ALLOW = [f"localhost:{server.port}", f"127.0.0.1:{server.port}"]
    yield server
    server.stop()


def test_trusted_certificate_of_the_right_name_is_good(server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert http.fetch(f"https://localhost:{server.port}/") == b"{}"


def test_trusted_certificate_of_another_name_is_refused(server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(FetchFailed):
        http.fetch(f"https://127.0.0.1:{server.port}/")
    assert server.requests == []


def test_certificate_that_nobody_vouches_for_is_refused(server):
    with pytest.raises(FetchFailed):
        http.fetch(f"https://localhost:{server.port}/")
    assert server.requests == []
