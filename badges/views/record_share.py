"""What a holder does to show a record to others: its page, and links that show all of it."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from badges.forms import ShareLinkForm
from badges.models import LearnerRecord
from badges.selectors.credentials import share_link_of
from badges.services import sharing
from badges.views.access import hold_record
from credcenter.accounts.enums import Role
from credcenter.web.actor import actor_of


@require_safe
def page(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """The switch of the page and the links; for its holder alone."""
    return _draw(request, hold_record(request, record_id))


@require_POST
def change_page(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Open the record's page to anyone, or close it again."""
    record = hold_record(request, record_id)
    actor = actor_of(request, Role.LEARNER)
    if request.POST.get("open") == "yes":
        sharing.publish(record, actor=actor)
        messages.success(request, _("The page is open: anyone who has its address can see it."))
    else:
        sharing.unpublish(record, actor=actor)
        messages.success(request, _("The page is closed. Only you and the centre can see it."))
    return redirect("badges:share_record", record.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def create_link(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Make a link; its address stands in this answer only, since nobody keeps it."""
    record = hold_record(request, record_id)
    if request.method != "POST":
        return redirect("badges:share_record", record.pk)
    form = ShareLinkForm(request.POST, parts=())
    if not form.is_valid():
        return _draw(request, record, form=form, status=HTTPStatus.BAD_REQUEST)
    _link, token = sharing.create_link(
        record,
        actor=actor_of(request, Role.LEARNER),
        expires_at=form.expires_at(),
        name=form.cleaned_data["name"],
    )
    return _draw(request, record, token=token)


@require_POST
def revoke_link(request: HttpRequest, record_id: UUID, link_id: int) -> HttpResponse:
    """End one link."""
    record = hold_record(request, record_id)
    link = share_link_of(record, link_id)
    sharing.revoke_link(link, actor=actor_of(request, Role.LEARNER))
    messages.success(request, _("The link no longer works."))
    return redirect("badges:share_record", record.pk)


def _draw(
    request: HttpRequest,
    record: LearnerRecord,
    *,
    form: ShareLinkForm | None = None,
    token: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    address = reverse("badges:record", args=[record.pk])
    context = {
        "record": record,
        "links": record.share_links.all(),
        "form": form or ShareLinkForm(parts=()),
        "page_address": request.build_absolute_uri(address),
        "change_address": reverse("badges:change_record_page", args=[record.pk]),
        "create_address": reverse("badges:create_record_link", args=[record.pk]),
    }
    if token:
        context["new_link"] = request.build_absolute_uri(reverse("badges:shared", args=[token]))
        context["qr_svg"] = reverse("badges:shared_qr_svg", args=[token])
        context["qr_png"] = reverse("badges:shared_qr_png", args=[token])
    response = render(request, "badges/share_record.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
