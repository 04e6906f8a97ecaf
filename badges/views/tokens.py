"""Console: tokens with which software calls the interfaces: made and shown once, listed, revoked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from badges.settings_forms import RevokeTokenForm, TokenForm
from credcenter.accounts.enums import Role, Scope
from credcenter.accounts.models import ApiToken
from credcenter.accounts.tokens import create_token, revoke_token, token_by_id
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired, user_of


class TokensView(RoleRequired):
    """The tokens, and the form for a new one. Its secret stands in the answer that made it and nowhere else."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return _draw(request, TokenForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = TokenForm(request.POST)
        if not form.is_valid():
            return _draw(request, form, status=400)
        made = create_token(
            [Scope(each) for each in form.cleaned_data["scopes"]],
            name=form.cleaned_data["name"],
            expires_at=form.ends_at(),
            created_by=user_of(request),
            actor=actor_of(request, Role.STAFF),
        )
        return _draw(request, TokenForm(), secret=made.secret, made=made.row)


class RevokeTokenView(RoleRequired):
    """End a token: what uses it stops at once, so its name is typed."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, token_id: int) -> HttpResponse:
        token = token_by_id(token_id)
        return _draw_revoke(request, token, RevokeTokenForm(expected=_called(token)))

    def post(self, request: HttpRequest, token_id: int) -> HttpResponse:
        token = token_by_id(token_id)
        form = RevokeTokenForm(request.POST, expected=_called(token))
        if not form.is_valid():
            return _draw_revoke(request, token, form, status=400)
        actor, reason = actor_of(request, Role.STAFF), form.cleaned_data["reason"]
        revoke_token(token_id, reason=reason, actor=actor)
        messages.success(request, _("The token is revoked. What used it is refused from now on."))
        return redirect("badges:tokens")


def _called(token: ApiToken) -> str:
    """What is typed to mean it; one without a name is called by its number."""
    return token.name or str(token.pk)


def _draw(
    request: HttpRequest,
    form: TokenForm,
    *,
    secret: str = "",
    made: ApiToken | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = ApiToken.objects.select_related("created_by")
    context = {"form": form, "secret": secret, "made": made, "page": page_of(request, rows)}
    response = render(request, "badges/settings_tokens.html", context, status=status)
    if secret:
        response["Cache-Control"] = "private, no-store"
    return response


def _draw_revoke(
    request: HttpRequest, token: ApiToken, form: RevokeTokenForm, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "token": token, "called": _called(token)}
    return render(request, "badges/settings_token_revoke.html", context, status=status)
