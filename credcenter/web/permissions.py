"""Who may open a page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.generic.base import View

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.errors import PermissionRefused


def roles_of(request: HttpRequest) -> frozenset[Role]:
    """The roles of the person signed in (see RolesMiddleware)."""
    return request.roles  # type: ignore[attr-defined]


def user_of(request: HttpRequest) -> User:
    """The person signed in; only for pages that RoleRequired guards, where there is one.

    Raises PermissionRefused otherwise, so that a page that forgot its guard stays shut.
    """
    if not isinstance(request.user, User):
        raise PermissionRefused(_("Please sign in."))
    return request.user


class RoleRequired(View):
    """A page for people who hold one of `roles`.

    Nobody signed in: on to the sign-in page and back. Signed in without the role: 403, and the
    view's own code does not run.
    """

    roles: ClassVar[tuple[Role, ...]] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if roles_of(request).isdisjoint(self.roles):
            raise PermissionRefused(_("This page is for other roles than yours."))
        return super().dispatch(request, *args, **kwargs)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """On to the sign-in page, and from there back to this one."""
    answer = redirect_to_login(request.get_full_path())
    if request.headers.get("HX-Request") == "true":
        # A redirect would be followed inside the fragment; this one moves the whole page.
        return HttpResponse(headers={"HX-Redirect": answer.url})
    return answer
