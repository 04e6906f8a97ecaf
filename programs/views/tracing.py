"""An auditor follows a badge back to what was approved."""

from __future__ import annotations

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.kernel.errors import NotFound
from credcenter.web.permissions import RoleRequired
from programs.models import Approval
from programs.selectors.tracing import trace

_AUDITORS = (Role.STAFF, Role.AUDITOR)
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)


class TraceStart(RoleRequired):
    """Name a badge by its id or address."""

    roles = _AUDITORS

    def get(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("badge", "")
        found = _ID.search(text)
        if found is not None:
            return redirect("programs:trace", UUID(found.group()))
        context = {"text": text, "is_bad": bool(text.strip())}
        return render(request, "programs/trace_start.html", context)


class TracePage(RoleRequired):
    """One badge: the decisions it rests on, and what comparing everything anew has found."""

    roles = _AUDITORS

    def get(self, request: HttpRequest, credential_id: UUID) -> HttpResponse:
        return render(request, "programs/trace.html", {"trace": trace(credential_id)})


class FactsFile(RoleRequired):
    """The frozen facts of a decision, byte for byte, to compute the hash with other software."""

    roles = _AUDITORS

    def get(self, _request: HttpRequest, approval_id: int) -> HttpResponse:
        approval = Approval.objects.filter(pk=approval_id).first()
        if approval is None:
            raise NotFound(_("There is no such decision."), code="approval_unknown")
        headers = {"Content-Disposition": f'attachment; filename="approval-{approval.pk}.json"'}
        return HttpResponse(
            approval.facts.encode(), content_type="application/json", headers=headers
        )
