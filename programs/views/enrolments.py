"""Staff enrol, apply and withdraw for a learner."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError
from credcenter.web.actor import actor_of
from credcenter.web.permissions import RoleRequired
from credcenter.web.refusals import say_on_form
from learners.selectors.profiles import by_student_number
from programs.enums import EntryDeed
from programs.forms import EnrolmentForm
from programs.services.applying import act_for

_PAGE = "programs/enrolment_desk.html"


class EnrolmentDesk(RoleRequired):
    """One learner, one micro-degree, one deed, with its reason."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        initial = {name: request.GET.get(name, "") for name in ("student_number", "micro_degree")}
        return render(request, _PAGE, {"form": EnrolmentForm(initial=initial)})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = EnrolmentForm(request.POST)
        if not form.is_valid():
            return render(request, _PAGE, {"form": form}, status=400)
        sent = form.cleaned_data
        try:
            learner = by_student_number(sent["student_number"].strip())
            act_for(
                learner,
                micro_degree=sent["micro_degree"],
                deed=EntryDeed(sent["deed"]),
                reason=sent["reason"],
                actor=actor_of(request, Role.STAFF),
            )
        except CredcenterError as error:
            return say_on_form(request, _PAGE, form=form, error=error)
        messages.success(request, _("Done: %(name)s.") % {"name": learner.name})
        query = urlencode({"q": learner.student_number})
        return redirect(f"{reverse('programs:completions')}?{query}")
