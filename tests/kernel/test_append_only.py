"""PostgreSQL refuses what the application never does: to change or remove an event of the audit trail."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction

from credcenter.accounts.models import User
from credcenter.kernel import audit
from credcenter.kernel.models import AuditEvent, AuditHead

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_auditevent SET reason = 'another'",
        "UPDATE kernel_auditevent SET reason = 'another' WHERE false",
        "DELETE FROM kernel_auditevent",
        "TRUNCATE kernel_auditevent",
        "DELETE FROM kernel_audithead",
        "TRUNCATE kernel_audithead",
    ],
)
def test_the_trail_is_append_only(statement: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite serves one machine, whose owner can write the file")
    user = User.objects.create_user("kim@example.com", name="김하늘")
    audit.record("user.created", subject=user, actor=audit.SYSTEM)
    before = (AuditEvent.objects.values_list("hash").get(), AuditHead.objects.values().get())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL credcenter.audit_unlocked = 'off'")
        with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
            cursor.execute(statement)
    audit.record("user.renamed", subject=user, actor=audit.SYSTEM)
    assert AuditEvent.objects.values_list("hash")[0] == before[0]
    assert AuditEvent.objects.count() == 2
    assert audit.verify_chain() == []
