"""Pages that tests of the web's own parts open."""

from __future__ import annotations

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from rest_framework.response import Response
from rest_framework.views import APIView

from credcenter.accounts.enums import Role, Scope
from credcenter.kernel import errors
from credcenter.web.bearer import BearerAuthentication, HasScope, actor_of_token
from credcenter.web.permissions import RoleRequired

ERRORS = {
    "invalid": errors.InvalidInput("Row 3 has no student number.", row=3),
    "large": errors.InputTooLarge("The file has 50 MB."),
    "permission": errors.PermissionRefused("Not yours."),
    "missing": errors.NotFound("No such program."),
    "conflict": errors.Conflict("Somebody decided already."),
    "rule": errors.RuleRefused("Held already."),
    "transient": errors.TransientError("The disk is full."),
}


class Sample(forms.Form):
    name = forms.CharField(help_text="As in the passport.")
    file = forms.FileField()
    answer = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


class StaffOnly(RoleRequired):
    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "layouts/console.html")


class ForIssuers(APIView):
    authentication_classes = (BearerAuthentication,)
    permission_classes = (HasScope,)
    required_scope = Scope.ISSUE

    def get(self, request):
        actor = actor_of_token(request)
        who = {"role": actor.role, "address": actor.address}
        return Response(who | {"signed_in": request.user.is_authenticated})


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "suspicious":
        raise SuspiciousOperation
    raise ERRORS[kind]


def sample(request: HttpRequest) -> HttpResponse:
    form = Sample(request.POST, request.FILES) if request.method == "POST" else Sample()
    return HttpResponse(str(form))


urlpatterns = [
    path("accounts/", include("credcenter.accounts.urls")),
    path("fail/<kind>", fail),
    path("api/fail/<kind>", fail),
    path("api/for-issuers", ForIssuers.as_view()),
    path("staff-only", StaffOnly.as_view()),
    path("public", lambda request: render(request, "layouts/public.html")),
    path("sample", sample),
]

handler400 = "credcenter.web.errors.bad_request"
handler403 = "credcenter.web.errors.permission_denied"
handler404 = "credcenter.web.errors.not_found"
handler500 = "credcenter.web.errors.server_error"
