"""Changes to users."""

from __future__ import annotations

import pytest

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.services import create_user, set_password
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.models import AuditEvent


@pytest.mark.django_db
def test_a_new_password_replaces_the_old_one_and_is_not_written_down() -> None:
    user = create_user(
        "a@hanbit.example", name="A", roles=[Role.STAFF], actor=COMMAND, password="first-secret"
    )
    set_password(user, password="second-secret", actor=COMMAND)
    user = User.objects.get(pk=user.pk)
    assert user.check_password("second-secret")
    assert not user.check_password("first-secret")
    event = AuditEvent.objects.get(action="user.password_set")
    assert "secret" not in str(event.details) + event.reason
