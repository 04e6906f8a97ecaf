"""How long does the staff's table of credentials take over 100,000 rows?

Rows are made in the database itself from one real credential: the table reads no signed bytes. Each address is asked
for forty times through the whole of Django, sessions and templates included; p50 and p95 are of those.

    python -m benchmarks.table [--rows 100000]
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ADDRESSES: Mapping[str, str] = {
    "newest": "",
    "by student number": "order=holder",
    "one badge, valid": "achievement=SSDO-F&state=issued",
    "revoked": "state=revoked",
    "shared": "shared=yes",
    "flagged": "flagged=on",
    "award day": "since=2026-02-01&until=2026-02-03",
    "surname (one in five)": "q=%EA%B9%80",
    "rare name": "q=%EA%B9%8099991",
    "student number": "q=B0050000",
    "nobody": "q=zzzz",
}
ROUNDS = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        _with_postgres(Path(folder), rows=rows)


def _with_postgres(folder: Path, *, rows: int) -> None:
    from tests.support.postgres import Postgres

    folder.chmod(0o755)
    server = Postgres(folder / "postgres")
    server.start()
    try:
        os.environ |= {
            "DATABASE_URL": server.url,
            "CREDCENTER_DATA": str(folder / "data"),
            "CREDCENTER_ALLOWED_HOSTS": "testserver",
            "DJANGO_SETTINGS_MODULE": "credcenter.settings.dev",
        }
        _measure(rows)
    finally:
        _hang_up()
        server.stop()


def _hang_up() -> None:
    """A server does not stop while somebody is connected."""
    from django.db import connection

    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  (PostgreSQL's)


def _measure(rows: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _fill(rows)
    client = _staff()
    print(f"{'':24}{'p50 ms':>8}{'p95 ms':>8}")
    for name, query in ADDRESSES.items():
        _line(client, name, query)
    _line(client, "a page in the middle", f"after={_middle(rows)}")


def _line(client, name: str, query: str) -> None:  # noqa: ANN001  (Django is not set up yet)
    address = f"/console/credentials/?{query}"
    assert client.get(address).status_code == 200  # noqa: S101
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - start))
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{name:24}{statistics.median(times):8.0f}{p95:8.0f}")


def _fill(rows: int) -> None:
    """Learners, requests and credentials like the first ones, in three statements."""
    from django.db import connection

    from tests.factories.badges import achievement_version, issued_credential

    for code in ("SSDO-F", "SSDO-A"):
        issued_credential(achievement_version(code))
    with connection.cursor() as cursor:
        for statement in _STATEMENTS:
            cursor.execute(statement, {"rows": rows})
        cursor.execute("VACUUM ANALYZE")


def _middle(rows: int) -> str:
    from badges.models import Credential

    return str(Credential.objects.order_by("-minted_at")[rows // 2].pk)


def _staff():  # noqa: ANN202  (Django is not set up yet)
    from django.test import Client

    from credcenter.accounts.enums import Role
    from credcenter.accounts.services import create_user
    from credcenter.kernel.audit import SYSTEM

    client = Client()
    client.force_login(
        create_user("s@bench.example", name="bench", roles=[Role.STAFF], actor=SYSTEM)
    )
    return client


_STATEMENTS = (
    """INSERT INTO learners_learner (id, student_number, name, name_en, email, created_at)
       SELECT md5('l' || n)::uuid, 'B' || lpad(n::text, 7, '0'),
              (ARRAY['김','이','박','최','정'])[1 + n %% 5] || n, 'KIM ' || n, 'b' || n || '@bench.example', now()
       FROM generate_series(1, %(rows)s) n""",
    """INSERT INTO badges_issuancerequest (id, source_key, learner_id, achievement_id, version_id, award, priority, state,
              attempts, delays, not_before, leased_by, error_code, error_message, requested_at)
       SELECT md5('r' || n)::uuid, 'bench:' || n, md5('l' || n)::uuid, r.achievement_id, r.version_id, r.award, 10,
              CASE WHEN n %% 50 = 0 THEN 'ended' ELSE 'issued' END, 0, 0, now(), '', '', '', now()
       FROM generate_series(1, %(rows)s) n
       JOIN (SELECT *, row_number() OVER (ORDER BY requested_at) - 1 AS place FROM badges_issuancerequest) r
         ON r.place = n %% 2""",
    """INSERT INTO badges_credential (id, request_id, learner_id, achievement_id, version_id, issuer_id, signing_key_id,
              status_list_id, status_index, state, awarded_on, minted_at, frozen, document, document_sha256, issued_at,
              revocation_reason, revocation_note, revoked_at, shared_at, verified_count)
       SELECT md5('c' || n)::uuid, md5('r' || n)::uuid, md5('l' || n)::uuid, c.achievement_id, c.version_id,
              c.issuer_id, c.signing_key_id, c.status_list_id, 1000000 + n,
              CASE WHEN n %% 50 = 0 THEN 'revoked' ELSE 'issued' END, date '2023-01-01' + (n / 50),
              now() - ((%(rows)s - n) || ' minutes')::interval, c.frozen, c.document, c.document_sha256, now(),
              CASE WHEN n %% 50 = 0 THEN 'misconduct' ELSE '' END, '', CASE WHEN n %% 50 = 0 THEN now() END,
              CASE WHEN n %% 20 = 0 THEN now() END, 0
       FROM generate_series(1, %(rows)s) n
       JOIN (SELECT *, row_number() OVER (ORDER BY minted_at) - 1 AS place FROM badges_credential) c
         ON c.place = n %% 2""",
    """INSERT INTO badges_credentialflag (id, credential_id, kind, details, raised_at, note)
       SELECT md5('f' || n)::uuid, md5('c' || n)::uuid, 'results_changed', '{}', now(), ''
       FROM generate_series(1, %(rows)s, 1000) n""",
)


if __name__ == "__main__":
    main()
