"""Reads about learners' records."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from badges.models import LearnerRecord, RecordEntry
from credcenter.kernel.errors import NotFound


def by_id(record_id: UUID) -> LearnerRecord:
    """One record, bytes included; NotFound."""
    rows = LearnerRecord.objects.select_related("learner", "version__achievement")
    record = rows.filter(pk=record_id).first()
    if record is None:
        raise NotFound(_("There is no such record."), code="record_unknown")
    return record


def by_contents(contents_sha256: str) -> LearnerRecord | None:
    """The record that says the same, if it was made before."""
    return LearnerRecord.objects.filter(contents_sha256=contents_sha256).first()


def made_since(learner_id: UUID, since: dt.datetime) -> int:
    """How many records of a learner were made since then."""
    return LearnerRecord.objects.filter(learner=learner_id, made_at__gte=since).count()


def of_user(user_id: int) -> QuerySet[LearnerRecord]:
    """The records of the learner who signs in as this user, each with its number of badges; without the bytes."""
    rows = LearnerRecord.objects.filter(learner__user_id=user_id).defer("document")
    rows = rows.select_related("version").annotate(size=Count("entries"))
    return rows.order_by("-made_at", "pk")


def entries_of(record: LearnerRecord) -> list[RecordEntry]:
    """What a record holds, in its order, as the centre knows each credential now."""
    rows = record.entries.select_related("credential__version", "credential__signing_key")
    rows = rows.select_related("credential__superseded_by")
    return list(rows.defer("credential__document", "credential__frozen"))


def shared_document(record_id: UUID) -> bytes | None:
    """The signed bytes of a record whose holder opened it to anyone, or None."""
    rows = LearnerRecord.objects.filter(pk=record_id, shared_at__isnull=False)
    document = rows.values_list("document", flat=True).first()
    return None if document is None else bytes(document)
