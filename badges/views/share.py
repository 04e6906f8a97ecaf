"""All that a holder does to show a credential to others, on one page."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from badges import elsewhere, qr
from badges.elsewhere import ProfileEntry
from badges.forms import ShareLinkForm
from badges.models import Credential
from badges.openbadges import strict_json
from badges.reading import Reading, parts_of, read
from badges.selectors.credentials import share_link_of
from badges.selectors.numbers import number_of
from badges.services import sharing
from badges.views import files
from badges.views.access import hold, see
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import NotFound
from credcenter.web.actor import actor_of


@require_safe
def page(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The switch of the page, the links, and the ways to other places; for its holder alone."""
    return _draw(request, hold(request, credential_id))


@require_POST
def change_page(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Open the credential's page to anyone, or close it again."""
    credential = hold(request, credential_id)
    actor = actor_of(request, Role.LEARNER)
    if request.POST.get("open") == "yes":
        sharing.publish(credential, actor=actor)
        messages.success(request, _("The page is open: anyone who has its address can see it."))
    else:
        sharing.unpublish(credential, actor=actor)
        messages.success(request, _("The page is closed. Only you and the centre can see it."))
    return _back(credential)


@require_http_methods(["GET", "HEAD", "POST"])
def create_link(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Make a link; its address stands in this answer only, since nobody keeps it.

    Who comes back to the address of this answer is shown the page as it is now.
    """
    credential = hold(request, credential_id)
    if request.method != "POST":
        return _back(credential)
    reading = _read(credential)
    form = ShareLinkForm(request.POST, parts=parts_of(reading))
    if not form.is_valid():
        return _draw(request, credential, form=form, status=HTTPStatus.BAD_REQUEST)
    _link, token = sharing.create_link(
        credential,
        actor=actor_of(request, Role.LEARNER),
        expires_at=form.expires_at(),
        name=form.cleaned_data["name"],
        left_out=form.left_out(),
    )
    return _draw(request, credential, token=token)


@require_POST
def revoke_link(request: HttpRequest, credential_id: UUID, link_id: int) -> HttpResponse:
    """End one link."""
    credential = hold(request, credential_id)
    link = share_link_of(credential, link_id)
    sharing.revoke_link(link, actor=actor_of(request, Role.LEARNER))
    messages.success(request, _("The link no longer works."))
    return _back(credential)


@require_safe
def qr_svg(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The address of an open page as a QR code; a closed one would lead nobody anywhere."""
    credential = _open(request, credential_id)
    title = str(credential.version.name)
    return files.as_qr_svg(_page_address(request, credential), title=title)


@require_safe
def qr_png(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The same in pixels."""
    address = _page_address(request, _open(request, credential_id))
    return HttpResponse(qr.as_png(address), content_type="image/png")


def _draw(
    request: HttpRequest,
    credential: Credential,
    *,
    form: ShareLinkForm | None = None,
    token: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The page. `token` is that of a link made by this very request, which is shown here and kept nowhere.

    The ways to other places lead to that link, else to the open page; without either there is nothing to lead to.
    """
    reading = _read(credential)
    context: dict[str, Any] = {
        "credential": credential,
        "reading": reading,
        "links": credential.share_links.all(),
        "form": form or ShareLinkForm(parts=parts_of(reading)),
        "page_address": _page_address(request, credential),
        "change_address": reverse("badges:change_page", args=[credential.pk]),
        "create_address": reverse("badges:create_link", args=[credential.pk]),
    }
    if token:
        context["new_link"] = request.build_absolute_uri(reverse("badges:shared", args=[token]))
    address = context.get("new_link") or (context["page_address"] if credential.shared_at else "")
    if address:
        context |= _ways(request, credential, address=address, token=token)
    response = render(request, "badges/share.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _ways(
    request: HttpRequest, credential: Credential, *, address: str, token: str
) -> dict[str, Any]:
    """Where a badge can be shown, ready to use, for the page's language."""
    title = str(credential.version.name)
    name, key = ("shared", token) if token else ("credential", str(credential.pk))
    frame = reverse(f"badges:embed_{name}", args=[key])
    picture = reverse("badges:artwork", args=[credential.version.artwork_sha256])
    return {
        "address": address,
        "entry": _entry(credential, address=address),
        "mail": elsewhere.mail_address(
            subject=_("My badge: %(title)s") % {"title": title},
            body=_("This is my badge “%(title)s”. Anyone can check it here:") % {"title": title}
            + f"\n\n{address}\n",
        ),
        "frame_code": elsewhere.frame_code(
            request.build_absolute_uri(f"{frame}?in={get_language()}"), title=title
        ),
        "picture_code": elsewhere.picture_code(
            address, picture=request.build_absolute_uri(picture), title=title
        ),
        "qr_svg": reverse(f"badges:{name}_qr_svg", args=[key]),
        "qr_png": reverse(f"badges:{name}_qr_png", args=[key]),
    }


def _entry(credential: Credential, *, address: str) -> ProfileEntry:
    ends = credential.valid_until
    return ProfileEntry(
        name=str(credential.version.name),
        organization=str(credential.issuer.name),
        organization_id=settings.CREDCENTER_LINKEDIN_ORGANIZATION,
        issued_on=credential.awarded_on,
        expires_on=timezone.localdate(ends) if ends else None,
        number=number_of(credential),
        url=address,
    )


def _read(credential: Credential) -> Reading:
    return read(strict_json.loads_object(bytes(credential.document)))


def _open(request: HttpRequest, credential_id: UUID) -> Credential:
    credential = see(request, credential_id).credential
    if credential.shared_at is None:
        raise NotFound(_("There is no such credential."), code="credential_unknown")
    return credential


def _page_address(request: HttpRequest, credential: Credential) -> str:
    return request.build_absolute_uri(reverse("badges:credential", args=[credential.pk]))


def _back(credential: Credential) -> HttpResponse:
    return redirect("badges:share", credential.pk)
