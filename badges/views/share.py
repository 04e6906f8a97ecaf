"""What a holder does to share a credential, and what the receiver of a link sees."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from badges.forms import ShareLinkForm
from badges.models import Credential
from badges.selectors.credentials import share_link_of
from badges.services import sharing
from badges.views import credential as credential_page
from badges.views import files
from badges.views.access import Seen, hold
from credcenter.accounts.enums import Role
from credcenter.web.actor import actor_of
from credcenter.web.permissions import roles_of


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
    form = ShareLinkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how long the link is to work."))
        return _back(credential)
    actor = actor_of(request, Role.LEARNER)
    _link, token = sharing.create_link(credential, actor=actor, expires_at=form.expires_at())
    address = reverse("badges:shared", args=[token])
    return credential_page.draw(
        request,
        Seen(credential, is_holder=True, is_staff=Role.STAFF in roles_of(request)),
        new_link=request.build_absolute_uri(address),
    )


@require_POST
def revoke_link(request: HttpRequest, credential_id: UUID, link_id: int) -> HttpResponse:
    """End one link."""
    credential = hold(request, credential_id)
    link = share_link_of(credential, link_id)
    sharing.revoke_link(link, actor=actor_of(request, Role.LEARNER))
    messages.success(request, _("The link no longer works."))
    return _back(credential)


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The credential behind a link."""
    return _hidden(credential_page.draw(request, _opened(request, token)))


@require_safe
def shared_json(request: HttpRequest, token: str) -> HttpResponse:
    """Its signed bytes."""
    return _hidden(files.as_json(request, _file_of(token), is_download=True))


@require_safe
def shared_jwt(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a JWT."""
    return _hidden(files.as_token(request, _file_of(token), is_download=True))


@require_safe
def shared_png(request: HttpRequest, token: str) -> HttpResponse:
    """Its badge image."""
    return _hidden(files.as_png(request, _file_of(token)))


@require_safe
def shared_svg(request: HttpRequest, token: str) -> HttpResponse:
    """Its badge as a drawing."""
    return _hidden(files.as_svg(request, _file_of(token)))


def _file_of(token: str) -> Seen:
    # Whoever asks for a file has opened the page, which was counted.
    return Seen(sharing.open_link(token, is_counted=False), token=token)


def _opened(request: HttpRequest, token: str) -> Seen:
    # What htmx asks for is drawn into a page that was opened, and counted, before.
    is_again = request.headers.get("HX-Request") == "true"
    return Seen(sharing.open_link(token, is_counted=not is_again), token=token)


def _hidden(response: HttpResponse) -> HttpResponse:
    """The address is the secret: not to be indexed, kept, or told to the next site."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _back(credential: Credential) -> HttpResponse:
    return redirect(f"{reverse('badges:credential', args=[credential.pk])}#sharing")
