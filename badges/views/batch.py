"""Console: one batch, live, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from badges.enums import BatchState
from badges.forms import CancelBatchForm
from badges.models import IssuanceBatch
from badges.selectors import batches
from badges.services import batches as verbs
from badges.services.exporting import batch_report
from credcenter.accounts.enums import Role
from credcenter.kernel.audit import Actor
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired

SHOWN_REFUSALS = 200
"""Refused rows on the page; the counts are always whole, and so is the report."""


class BatchView(RoleRequired):
    """One batch, live; `?part=progress` is the part that is drawn again and again."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        batch = batches.by_id(batch_id)
        context = _how_far(batch)
        if request.GET.get("part") == "progress":
            return _draw_progress(request, context)
        context |= {
            "page": page_of(request, batches.requests_of(batch)),
            "refusals": batches.refusals_of(batch, shown=SHOWN_REFUSALS),
        }
        return render(request, "badges/batch.html", context)


class BatchVerbView(RoleRequired):
    """Start, pause, resume, or try the failed rows again; back to the batch."""

    roles = (Role.STAFF,)

    def post(self, request: HttpRequest, batch_id: UUID, verb: str) -> HttpResponse:
        if verb not in _VERBS:
            raise Http404
        messages.success(request, _VERBS[verb](batch_id, actor_of(request, Role.STAFF)))
        return redirect("badges:batch", batch_id)


class CancelBatchView(RoleRequired):
    """Say what is given up, ask for the reason, then end the batch."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        return _draw_cancel(request, batches.by_id(batch_id), form=CancelBatchForm())

    def post(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        form = CancelBatchForm(request.POST)
        if not form.is_valid():
            return _draw_cancel(request, batches.by_id(batch_id), form=form, status=400)
        reason, actor = form.cleaned_data["reason"], actor_of(request, Role.STAFF)
        count = verbs.cancel(batch_id, reason=reason, actor=actor)
        done = ngettext(
            "The batch was cancelled. %(count)s badge is not issued.",
            "The batch was cancelled. %(count)s badges are not issued.",
            count,
        )
        messages.success(request, done % {"count": count})
        return redirect("badges:batch", batch_id)


class BatchReportView(RoleRequired):
    """One line for each row, as CSV."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
        batch = batches.by_id(batch_id)
        lines = batch_report(batch, actor=actor_of(request, Role.STAFF))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="batch-{batch.pk}.csv"'
        return response


def _start(batch_id: UUID, actor: Actor) -> str:
    verbs.start(batch_id, actor=actor)
    return _("Issuing has begun.")


def _pause(batch_id: UUID, actor: Actor) -> str:
    verbs.pause(batch_id, actor=actor)
    return _("The batch is paused. What is being made at this moment is still issued.")


def _resume(batch_id: UUID, actor: Actor) -> str:
    verbs.resume(batch_id, actor=actor)
    return _("Issuing goes on.")


def _retry(batch_id: UUID, actor: Actor) -> str:
    count = verbs.retry(batch_id, actor=actor)
    done = ngettext("%(count)s badge is tried again.", "%(count)s badges are tried again.", count)
    return done % {"count": count}


_VERBS: Mapping[str, Callable[[UUID, Actor], str]] = {
    "start": _start,
    "pause": _pause,
    "resume": _resume,
    "retry": _retry,
}


def _how_far(batch: IssuanceBatch) -> dict[str, Any]:
    counts = batches.progress(batch)
    # What a worker still has in hands changes the counts of a batch that was paused or cancelled.
    is_live = batch.state in (BatchState.SCHEDULED, BatchState.RUNNING) or counts.claimed > 0
    context = {"batch": batch, "progress": counts, "is_live": is_live}
    return context | {"pace": batches.pace(batch, counts)}


def _draw_progress(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    response = render(request, "badges/_batch_progress.html", context)
    if not context["is_live"]:
        # The rows below the bar have changed as well: htmx loads the whole page once more.
        response["HX-Refresh"] = "true"
    return response


def _draw_cancel(
    request: HttpRequest, batch: IssuanceBatch, *, form: CancelBatchForm, status: int = 200
) -> HttpResponse:
    context = {"batch": batch, "progress": batches.progress(batch), "form": form}
    return render(request, "badges/batch_cancel.html", context, status=status)
