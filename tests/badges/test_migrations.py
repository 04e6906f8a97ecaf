"""What migrations do to rows that were there before."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from badges.models import IssuanceBatch, SigningKey
from badges.openbadges import jwk
from badges.services.keys import ensure_signing_key
from credcenter.kernel.audit import SYSTEM

pytestmark = pytest.mark.django_db

COUNTING = import_module("badges.migrations.0002_retries_and_counted_refusals")
WRITING = import_module("badges.migrations.0005_jwks_of_earlier_keys")


def test_refused_rows_of_earlier_batches_are_counted() -> None:
    full = IssuanceBatch.objects.create(title="a", report=[{"row": 2}, {"row": 5}])
    empty = IssuanceBatch.objects.create(title="b")
    editor = connection.SchemaEditorClass(connection)
    COUNTING.count_refusals(apps, editor)
    full.refresh_from_db()
    empty.refresh_from_db()
    assert (full.refused_count, empty.refused_count) == (2, 0)


def test_keys_from_before_get_their_jwk() -> None:
    key = ensure_signing_key(actor=SYSTEM)
    SigningKey.objects.update(public_jwk={})
    WRITING.write_jwks(apps, connection.SchemaEditorClass(connection))
    key.refresh_from_db()
    assert key.public_jwk == jwk(key.name)
