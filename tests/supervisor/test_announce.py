from __future__ import annotations

from pathlib import Path

from credcenter.supervisor.announce import Welcome, lines

ACCOUNTS = [
    {"role": "staff", "email": "staff@hanbit.ac.kr", "password": "p1"},
    {"role": "learner", "email": "kim@hanbit.ac.kr", "password": "p2"},
]


def text(*, url="http://127.0.0.1:8000", accounts=(), is_public=False, certificate=None):
    welcome = Welcome(
        url=url,
        data=Path("/data"),
        accounts=accounts,
        seconds=2.51,
        is_public=is_public,
        certificate=certificate,
    )
    return "\n".join(lines(welcome))


def test_addresses_and_accounts_stand_in_columns():
    found = text(accounts=ACCOUNTS)
    assert "is ready (2.5 s)" in found
    assert "http://127.0.0.1:8000/verify" in found
    assert "    staff    staff@hanbit.ac.kr  p1\n    learner  kim@hanbit.ac.kr    p2" in found


def test_demo_accounts_on_a_reachable_address_are_a_warning():
    assert "keep real learners out" in text(accounts=ACCOUNTS, is_public=True)
    assert "keep real learners out" not in text(accounts=ACCOUNTS)
    assert "keep real learners out" not in text(is_public=True)


def test_https_names_the_certificate_to_trust():
    found = text(url="https://localhost:8000", certificate=Path("/data/tls/certificate.pem"))
    assert "  Sign in         https://localhost:8000/accounts/login/" in found
    assert "  Certificate     /data/tls/certificate.pem (self-signed" in found
    assert "Certificate" not in text()
