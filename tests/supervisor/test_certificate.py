"""The certificate of --https: kept while it is good, made anew when it is not, its owner's alone."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import stat
import threading
from contextlib import suppress

import pytest
from cryptography import x509

from credcenter.supervisor.certificate import RENEWED_BEFORE_END, VALID, certificate_in

NOW = dt.datetime.now(tz=dt.UTC)


def read(files):
    return x509.load_pem_x509_certificate(files.certificate.read_bytes())


def test_it_is_made_for_a_year_and_readable_by_its_owner_alone(tmp_path):
    files = certificate_in(tmp_path, now=NOW)
    assert read(files).not_valid_after_utc - NOW > VALID - dt.timedelta(seconds=2)
    assert {stat.S_IMODE(file.stat().st_mode) for file in (files.certificate, files.key)} == {0o600}
    assert stat.S_IMODE(files.key.parent.stat().st_mode) == 0o700
    assert sorted(file.name for file in files.key.parent.iterdir()) == [
        "certificate.pem",
        "key.pem",
    ]


def test_a_second_start_keeps_it_and_one_near_its_end_makes_another(tmp_path):
    first = certificate_in(tmp_path, now=NOW).certificate.read_bytes()
    just_before = NOW + VALID - RENEWED_BEFORE_END - dt.timedelta(minutes=1)
    assert certificate_in(tmp_path, now=just_before).certificate.read_bytes() == first
    later = certificate_in(tmp_path, now=just_before + dt.timedelta(minutes=2))
    assert later.certificate.read_bytes() != first
    assert read(later).not_valid_after_utc > just_before + VALID


@pytest.mark.parametrize("damage", ["lost", "cut", "another's"])
@pytest.mark.parametrize("which", ["certificate", "key"])
def test_a_pair_that_does_not_fit_is_made_anew(tmp_path, damage, which):
    files = certificate_in(tmp_path / "a", now=NOW)
    file = getattr(files, which)
    if damage == "lost":
        file.unlink()
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:60])
    else:
        other = certificate_in(tmp_path / "b", now=NOW)
        file.write_bytes(getattr(other, which).read_bytes())
    again = certificate_in(tmp_path / "a", now=NOW)
    assert served_to(again, host="localhost")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_who_trusts_it_reaches_this_machine_by_each_of_its_names(tmp_path, host):
    assert served_to(certificate_in(tmp_path, now=NOW), host=host)


def test_it_vouches_for_no_other_name(tmp_path):
    with pytest.raises(ssl.SSLCertVerificationError):
        served_to(certificate_in(tmp_path, now=NOW), host="credcenter.example")


def served_to(files, *, host):
    """Whether a client that trusts the certificate, and looks for `host` in it, gets through."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(files.certificate, files.key)
    client = ssl.create_default_context(cafile=files.certificate)
    here, there = socket.socketpair()

    def answer():
        with suppress(ssl.SSLError), server.wrap_socket(there, server_side=True) as stream:
            stream.sendall(b"hello")

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        with client.wrap_socket(here, server_hostname=host) as stream:
            return stream.recv(5) == b"hello"
    finally:
        here.close()
        thread.join(timeout=5)
